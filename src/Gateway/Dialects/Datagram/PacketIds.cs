namespace Actors.Gateway.Dialects.Datagram;

/// <summary>The game's packets; those of the transport are <see cref="Datagrams.DatagramIds"/>.</summary>
internal static class PacketIds
{
    public const byte Welcome = 1;
    public const byte PlayerUpdates = 11;
    public const byte PlayerLeft = 12;
    public const byte PlayerInput = 20;
    public const byte PlayerFire = 21;
    public const byte WorldInfo = 30;
    public const byte Bullets = 35;
}
