using System.Text;
using Actors.Client;

namespace Actors.Tools.Tests.Player;

/// <summary>A connection to a server of which all messages are known, in JSON.</summary>
internal sealed class ScriptedTransport(IEnumerable<string> messages) : ITransport
{
    private readonly Queue<TransportEvent> _events = new(
        messages.Select(static message => TransportEvent.Received(Encoding.UTF8.GetBytes(message), isText: true)).Prepend(TransportEvent.Opened("actors.v1.json")));

    public void Connect(Uri address, IReadOnlyList<string> subprotocols)
    {
        // It is already open.
    }

    public bool TryRead(out TransportEvent happened) => _events.TryDequeue(out happened);

    public void Send(ReadOnlyMemory<byte> message, bool isText)
    {
        // The answers are known.
    }

    public void Close(int code)
    {
        // Nobody is at the other end.
    }
}
