namespace Actors.Datagrams;

/// <summary>The packets that are the transport's own business. All others are for who sits on it.</summary>
public static class DatagramIds
{
    public const byte Join = 0;
    public const byte Ack = 2;
    public const byte Heartbeat = 3;
}
