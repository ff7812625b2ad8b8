namespace Actors.Datagrams;

/// <summary>The packets of the transport itself. All other ids belong to the layer above.</summary>
public static class DatagramIds
{
    /// <summary>The client's first packet.</summary>
    public const byte Join = 0;
    /// <summary>Acknowledges datagrams.</summary>
    public const byte Ack = 2;
    /// <summary>Shows that the client is still there.</summary>
    public const byte Heartbeat = 3;
}
