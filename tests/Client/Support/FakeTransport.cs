using System.Text;
using System.Text.Json.Nodes;
using Actors.Client.Values;

namespace Actors.Client.Tests.Support;

/// <summary>A connection on which the test decides what arrives, and sees what is sent.</summary>
internal sealed class FakeTransport : ITransport
{
    private readonly Queue<TransportEvent> _events = new();

    public Uri? Address { get; private set; }

    public IReadOnlyList<string> Subprotocols { get; private set; } = [];

    /// <summary>All that was sent, as JSON.</summary>
    public List<JsonNode> Sent { get; } = [];

    public int? ClosedWith { get; private set; }

    /// <summary>Thrown instead of connecting.</summary>
    public Exception? Denial { get; init; }

    public void Connect(Uri address, IReadOnlyList<string> subprotocols)
    {
        (Address, Subprotocols) = (address, subprotocols);
        if (Denial is not null)
            throw Denial;
    }

    public bool TryRead(out TransportEvent happened) => _events.TryDequeue(out happened);

    public void Send(ReadOnlyMemory<byte> message, bool isText) => Sent.Add(JsonNode.Parse(isText ? Encoding.UTF8.GetString(message.Span) : PackReader.Read(message.Span).ToString())!);

    public void Close(int code) => ClosedWith = code;

    public void Open(string? subprotocol = "actors.v1.json") => _events.Enqueue(TransportEvent.Opened(subprotocol));

    public void Say(string json) => Say(Encoding.UTF8.GetBytes(json), isText: true);

    public void Say(ReadOnlyMemory<byte> message, bool isText) => _events.Enqueue(TransportEvent.Received(message, isText));

    public void Drop(int code, string reason = "") => _events.Enqueue(TransportEvent.Closed(code, reason));

    public IReadOnlyList<JsonNode> Of(string type) => [.. Sent.Where(message => (string?)message["type"] == type)];
}
