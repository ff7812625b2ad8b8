using System.Globalization;

namespace Actors.Tools.Inspect;

/// <summary>
/// One direction of a connection. It stores the start of one head or body, of one frame and of one fragmented message, each at most
/// <see cref="Prefix.Capacity"/> bytes, however long they are.
/// </summary>
internal sealed class Lane(Conversation conversation, int number, Way way, InspectPrinter printer)
{
    private readonly HttpReader _http = new();
    private readonly FrameReader _frames = new();
    private readonly Prefix _frame = new();
    private readonly Prefix _message = new();
    private FrameHead _first;
    private int _fragments;

    /// <param name="bytes">Empty: this direction has ended.</param>
    public void Seen(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            Ended();
        while (!bytes.IsEmpty)
            bytes = bytes[(conversation.IsWebSocket ? Frame(bytes) : Http(bytes))..];
    }

    private void Ended()
    {
        if (!conversation.IsWebSocket && _http.End() == HttpFound.Body)
            Body();
        printer.Print(number, way, "end", -1, "");
    }

    private int Http(ReadOnlySpan<byte> bytes)
    {
        var taken = _http.Read(bytes, HasBody, out var found);
        if (found == HttpFound.Head)
        {
            var head = _http.Head!;
            printer.Print(number, way, "http", -1, head.ToString());
            if (!head.IsResponse)
                conversation.Request = head;
            conversation.IsWebSocket = head.Status == 101 && conversation.Request?.AsksForWebSocket == true;
        }
        else if (found == HttpFound.Body)
            Body();
        else if (found == HttpFound.Lost)
            printer.Print(number, way, "lost", -1, $"not HTTP, or a head of more than {Prefix.Capacity} bytes: not decoded from here on");
        return taken;
    }

    private bool HasBody(HttpHead head) =>
        head.IsResponse ? head.Status is >= 200 and not (204 or 304) && conversation.Request?.Method != "HEAD" : head.ContentLength > 0 || head.IsChunked;

    private void Body()
    {
        var text = printer.Raw ? PayloadText.Hex(_http.Body.Bytes, printer.Width)
            : conversation.IsSocketIO && _http.Head!.Status is 0 or 200 ? PayloadText.Polling(_http.Body, printer.Width)
            : PayloadText.Text(_http.Body, printer.Width);
        printer.Print(number, way, "body", _http.Body.Total, text);
    }

    private int Frame(ReadOnlySpan<byte> bytes)
    {
        var taken = _frames.Read(bytes, _frame, out var ended);
        if (ended is { } head)
        {
            printer.Print(number, way, $"{head.Name} {Flags(head)}", (long)head.Length, head.IsControl ? Control(head) : Data(head));
            _frame.Clear();
        }
        return taken;
    }

    private string Control(FrameHead head) => printer.Raw ? PayloadText.Hex(_frame.Bytes, printer.Width)
        : head.Opcode == 8 ? PayloadText.Close(_frame)
        : PayloadText.Hex(_frame.Bytes, printer.Width);

    private string Data(FrameHead head)
    {
        if (head.Opcode != 0)
        {
            _message.Clear();
            (_first, _fragments) = (head, 0);
        }
        else if (_fragments == 0)
            return "continues nothing";
        if (head.Fin && _fragments == 0)
            return Message(_frame);
        _message.Add(_frame);
        _fragments++;
        if (!head.Fin)
            return $"fragment {_fragments}";
        var whole = string.Create(CultureInfo.InvariantCulture, $"{_fragments} fragments, {_message.Total} bytes of {_first.Name}: {Message(_message)}");
        _fragments = 0;
        return whole;
    }

    private string Message(Prefix message) => printer.Raw ? PayloadText.Hex(message.Bytes, printer.Width)
        : _first.Compressed ? "compressed"
        : _first.Opcode == 1 ? conversation.IsSocketIO ? PayloadText.SocketIO(message, printer.Width) : PayloadText.Text(message, printer.Width)
        : conversation.IsSocketIO ? $"attachment {PayloadText.Hex(message.Bytes, printer.Width)}"
        : PayloadText.MessagePack(message, printer.Width);

    private static string Flags(FrameHead head) => $"{(head.Fin ? "F" : "")}{(head.Masked ? "M" : "")}{(head.Compressed ? "C" : "")}";
}
