using System.Runtime.CompilerServices;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets.Deflate;

/// <summary>
/// The output of inflation: memory that grows with the result, never beyond the longest message, and that is its own window. The data of earlier messages
/// (<paramref name="window"/>) precedes it.
/// </summary>
internal ref struct InflateOutput(ref PartialMessage message, ReadOnlySpan<byte> window, int mostBytes)
{
    private readonly ref PartialMessage _message = ref message;
    private readonly ReadOnlySpan<byte> _window = window;
    private Span<byte> _buffer;
    private int _length;

    /// <summary>Why the last call returned false.</summary>
    public InflateResult Failure { get; private set; }

    /// <summary>Reserves space that will probably be needed.</summary>
    public bool TryReserve(int bytes) => TryGrow(Math.Clamp(bytes, 1, Math.Max(1, mostBytes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPut(byte value)
    {
        if (_length == _buffer.Length && !TryMakeRoom(1))
            return false;
        _buffer[_length++] = value;
        return true;
    }

    public bool TryTakeRoom(int bytes, out Span<byte> room)
    {
        room = default;
        if (bytes > _buffer.Length - _length && !TryMakeRoom(bytes))
            return false;
        room = _buffer.Slice(_length, bytes);
        _length += bytes;
        return true;
    }

    /// <summary>Repeats bytes from so far back; the source may overlap the copy.</summary>
    public bool TryRepeat(int length, int distance)
    {
        var from = _length - distance;
        if (from < -_window.Length)
        {
            Failure = InflateResult.Invalid;
            return false;
        }
        if (!TryTakeRoom(length, out var room))
            return false;

        if (from < 0)
        {
            var old = _window.Slice(_window.Length + from, Math.Min(length, -from));
            old.CopyTo(room);
            room = room[old.Length..];
            from = 0;
        }
        var source = _buffer[from..];
        if (distance >= room.Length)
        {
            source[..room.Length].CopyTo(room);
            return true;
        }
        for (var i = 0; i < room.Length; i++)
            room[i] = source[i];
        return true;
    }

    /// <summary>Passes the output on to the message.</summary>
    public readonly void Complete() => _message.Advance(_length - _message.Length);

    private bool TryMakeRoom(int bytes)
    {
        if (bytes > mostBytes - _length)
        {
            Failure = InflateResult.TooBig;
            return false;
        }
        return TryGrow(bytes);
    }

    private bool TryGrow(int bytes)
    {
        Complete();
        if (!_message.TryReserve(bytes, _length + bytes))
        {
            Failure = InflateResult.NoMemory;
            return false;
        }
        _buffer = _message.Whole;
        _buffer = _buffer[..Math.Min(_buffer.Length, mostBytes)];
        return true;
    }
}
