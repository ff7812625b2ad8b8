namespace Actors.Datagrams;

/// <summary>The packets that are the transport's own business. All others are for who sits on it.</summary>
public static class DatagramIds
{
    /// <summary>The client's first.</summary>
    public const byte Join = 0;
    /// <summary>What needed it has come.</summary>
    public const byte Ack = 2;
    /// <summary>The client is still there.</summary>
    public const byte Heartbeat = 3;
}
