using Actors.SocketIO;
using Actors.SocketIO.EngineIO;

namespace Actors.Hosts.SocketIO;

/// <summary>Each message back as it came.</summary>
internal sealed class Echo(EngineIOSession session) : IEngineIOHandler
{
    public ValueTask ReceivedAsync(ReadOnlyMemory<byte> message, bool isText)
    {
        session.Send(isText ? EngineIOPacket.Text(message.Span) : EngineIOPacket.Binary(message.Span));
        return default;
    }

    public void Closed(DisconnectReason reason)
    {
    }
}
