using System.Text;
using System.Threading.Channels;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>The server's side of a session: what it received, and how it ended.</summary>
internal sealed class TestSession(EngineIOSession session, bool echo) : IEngineIOHandler
{
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<DisconnectReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EngineIOSession Session => session;

    public Task<DisconnectReason> Closed => _closed.Task.Soon();

    /// <summary>Text as it is, bytes as hex with a 0x before them.</summary>
    public Task<string> ReceiveAsync() => _received.Reader.ReadAsync().AsTask().Soon();

    public int ReceivedCount => _received.Reader.Count;

    public void Send(string text) => session.Send(EngineIOPacket.Text(Encoding.UTF8.GetBytes(text)));

    public ValueTask ReceivedAsync(ReadOnlyMemory<byte> message, bool isText)
    {
        _received.Writer.TryWrite(isText ? Encoding.UTF8.GetString(message.Span) : "0x" + Convert.ToHexStringLower(message.Span));
        if (echo)
            session.Send(isText ? EngineIOPacket.Text(message.Span) : EngineIOPacket.Binary(message.Span));
        return default;
    }

    // Throws when it is called twice, and that would be logged as an error
    void IEngineIOHandler.Closed(DisconnectReason reason) => _closed.SetResult(reason);
}
