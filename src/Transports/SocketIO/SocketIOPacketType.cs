namespace Actors.SocketIO;

/// <summary>The packet types of revision 5, as the digits that they are on the wire.</summary>
internal enum SocketIOPacketType : byte
{
    Connect = (byte)'0',
    Disconnect = (byte)'1',
    Event = (byte)'2',
    Ack = (byte)'3',
    ConnectError = (byte)'4',
    BinaryEvent = (byte)'5',
    BinaryAck = (byte)'6',
}
