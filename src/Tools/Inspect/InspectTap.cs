using System.Collections.Concurrent;
using System.Text;
using Actors.Tools.Latency;

namespace Actors.Tools.Inspect;

/// <summary>TCP connections, each decoded as a conversation.</summary>
internal sealed class StreamTap(InspectPrinter printer) : ITrafficTap
{
    private readonly ConcurrentDictionary<int, Conversation> _conversations = new();

    public void Opened(int connection, string client)
    {
        _conversations[connection] = new Conversation(connection, printer);
        printer.Print(connection, Way.None, "open", -1, client);
    }

    public void Seen(int connection, bool toTarget, ReadOnlySpan<byte> bytes)
    {
        if (_conversations.TryGetValue(connection, out var conversation))
            conversation.Seen(toTarget, bytes);
    }

    public void Closed(int connection)
    {
        if (_conversations.TryRemove(connection, out _))
            printer.Print(connection, Way.None, "closed", -1, "");
    }
}

/// <summary>Datagrams; a connection is an address that sends them.</summary>
internal sealed class DatagramTap(InspectPrinter printer) : ITrafficTap
{
    public void Opened(int connection, string client) => printer.Print(connection, Way.None, "open", -1, client);

    public void Seen(int connection, bool toTarget, ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var kind = "datagram";
        if (printer.Raw)
            text.Append(PayloadText.Hex(bytes, printer.Width));
        else
            kind = DatagramText.Append(bytes, text, printer.Width);
        printer.Print(connection, toTarget ? Way.ToTarget : Way.ToClient, kind, bytes.Length, text.ToString());
    }

    public void Closed(int connection) => printer.Print(connection, Way.None, "silent", -1, "");
}
