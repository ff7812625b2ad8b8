using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Actors.WebSockets.Deflate;

/// <summary>
/// The bits of a compressed message, lowest first (RFC 1951, 3.1.1), followed by the four bytes that its sender has left out (RFC 7692, 7.2.2), without a copy
/// of the message to append them to.
/// </summary>
internal ref struct BitReader(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _at;
    private int _count;

    /// <summary>The next bits, from the lowest on; zeros after the end.</summary>
    public ulong Next { get; private set; }

    public static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Whether no bit is left, tail included.</summary>
    public readonly bool IsAtEnd => _count == 0 && _at == _payload.Length + Tail.Length;

    /// <summary>Whether all of the message has been read, and nothing of the tail.</summary>
    public readonly bool IsAtTail => _at - (_count >> 3) == _payload.Length && (_count & 7) == 0;

    /// <summary>Afterwards at least 48 bits are available, three times the longest code, or all that are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        if (_count < 48)
            ReadAhead();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDrop(int bits)
    {
        if (bits > _count)
            return false;
        Next >>= bits;
        _count -= bits;
        return true;
    }

    /// <summary>Reads a number of up to 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(int bits, out int value)
    {
        if (_count < bits)
            Refill();
        value = (int)(Next & ((1UL << bits) - 1));
        return TryDrop(bits);
    }

    public void SkipToByte() => TryDrop(_count & 7);

    /// <summary>Copies whole bytes, starting at a byte boundary; false if there are fewer.</summary>
    public bool TryCopy(Span<byte> destination)
    {
        // Bytes that were read ahead are returned, and with them the bits above the count
        _at -= _count >> 3;
        _count = 0;
        Next = 0;
        var fromPayload = Math.Min(destination.Length, Math.Max(0, _payload.Length - _at));
        _payload.Slice(Math.Min(_at, _payload.Length), fromPayload).CopyTo(destination);
        _at += fromPayload;
        var rest = destination[fromPayload..];
        if (rest.Length > _payload.Length + Tail.Length - _at)
            return false;
        if (rest.IsEmpty)
            return true;
        Tail.Slice(_at - _payload.Length, rest.Length).CopyTo(rest);
        _at += rest.Length;
        return true;
    }

    private void ReadAhead()
    {
        if (_at + sizeof(ulong) <= _payload.Length)
        {
            // Bits above _count are read again the next time, with the same values
            Next |= BinaryPrimitives.ReadUInt64LittleEndian(_payload[_at..]) << _count;
            _at += (63 - _count) >> 3;
            _count |= 56;
            return;
        }
        while (_count <= 56 && _at < _payload.Length + Tail.Length)
        {
            ulong next = _at < _payload.Length ? _payload[_at] : Tail[_at - _payload.Length];
            Next |= next << _count;
            _at++;
            _count += 8;
        }
    }
}
