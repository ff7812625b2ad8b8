using System.Globalization;
using System.Text;

namespace Actors.Tools.Inspect;

internal enum HttpFound
{
    Nothing,
    Head,
    Body,

    /// <summary>The rest of the stream cannot be parsed.</summary>
    Lost,
}

/// <summary>Finds heads and bodies in a stream of bytes that comes in arbitrary pieces; stores the start of one body.</summary>
internal sealed class HttpReader
{
    private enum State
    {
        Head,
        Length,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer,
        UntilEnd,
        Lost,
    }

    private readonly Prefix _line = new();
    private State _state;
    private long _left;

    public HttpHead? Head { get; private set; }

    public Prefix Body { get; } = new();

    /// <summary>Reads as much as it can, at most to the end of a head or of a body.</summary>
    /// <param name="hasBody">False if a response has no body whatever its head says, like the response to HEAD.</param>
    /// <returns>How many bytes it has read.</returns>
    public int Read(ReadOnlySpan<byte> bytes, Func<HttpHead, bool> hasBody, out HttpFound found)
    {
        found = HttpFound.Nothing;
        var at = 0;
        while (at < bytes.Length && found == HttpFound.Nothing)
        {
            if (_state is State.Length or State.Chunk or State.UntilEnd)
            {
                var piece = bytes[at..(int)Math.Min(bytes.Length, at + _left)];
                Body.Add(piece);
                _left -= piece.Length;
                at += piece.Length;
                if (_left == 0)
                    found = Ended();
            }
            else if (_state == State.Lost)
                return bytes.Length;
            else
            {
                _line.Add(bytes.Slice(at, 1));
                if (!_line.IsWhole)
                {
                    _state = State.Lost;
                    found = HttpFound.Lost;
                }
                else if (bytes[at] == '\n')
                    found = Line(hasBody);
                at++;
            }
        }
        return at;
    }

    /// <summary>The stream has ended, and with it a body without a length.</summary>
    public HttpFound End() => _state == State.UntilEnd && Body.Total > 0 ? Finish(HttpFound.Body) : HttpFound.Nothing;

    private HttpFound Line(Func<HttpHead, bool> hasBody)
    {
        if (_state == State.Head)
        {
            if (!_line.Bytes.EndsWith("\r\n\r\n"u8) && !_line.Bytes.EndsWith("\n\n"u8))
                return HttpFound.Nothing;
            Head = HttpHead.Parse(_line.Bytes);
            _line.Clear();
            Body.Clear();
            Begin(hasBody(Head));
            return HttpFound.Head;
        }
        var line = Encoding.Latin1.GetString(_line.Bytes).Trim();
        _line.Clear();
        switch (_state)
        {
            case State.ChunkSize when long.TryParse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) && _left >= 0:
                _state = _left == 0 ? State.Trailer : State.Chunk;
                return HttpFound.Nothing;
            case State.ChunkEnd:
                _state = State.ChunkSize;
                return HttpFound.Nothing;
            case State.Trailer:
                return line.Length == 0 ? Finish(HttpFound.Body) : HttpFound.Nothing;
            default:
                _state = State.Lost;
                return HttpFound.Lost;
        }
    }

    private void Begin(bool hasBody)
    {
        _left = hasBody ? Head!.ContentLength ?? long.MaxValue - int.MaxValue : 0;
        _state = !hasBody ? State.Head
            : Head!.IsChunked ? State.ChunkSize
            : Head.ContentLength is { } length ? length == 0 ? State.Head : State.Length
            : Head.IsResponse ? State.UntilEnd
            : State.Head;
    }

    private HttpFound Ended()
    {
        if (_state != State.Chunk)
            return Finish(HttpFound.Body);
        _state = State.ChunkEnd;
        return HttpFound.Nothing;
    }

    private HttpFound Finish(HttpFound found)
    {
        _state = State.Head;
        return found;
    }
}
