using System.Runtime.CompilerServices;

namespace Actors.WebSockets.Deflate;

/// <summary>
/// A canonical Huffman code (RFC 1951, 3.2.2) for reading. Codes of up to 10 bits, which are nearly all that occur, take one look-up; longer ones are followed
/// bit by bit. Building another code in the same table needs no memory.
/// </summary>
internal sealed class HuffmanTable
{
    private const int FastBits = 10;
    private const int LongestCode = 15;
    private const int MaxSymbols = 288;

    // Indexed by the next bits as they are in the stream: the symbol, and in the low four bits the length of its code; 0 if it is longer
    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly ushort[] _symbols = new ushort[MaxSymbols];
    private readonly ushort[] _counts = new ushort[LongestCode + 1];

    /// <summary>
    /// Builds the code from each symbol's length in bits (0: not used). False: more codes than the lengths allow, or fewer. Fewer are valid only for a code
    /// without symbols, or of one symbol in one bit, and then only with <paramref name="mayBeSparse"/>.
    /// </summary>
    public bool TryBuild(ReadOnlySpan<byte> lengths, bool mayBeSparse)
    {
        Array.Clear(_counts);
        foreach (var length in lengths)
            _counts[length]++;
        _counts[0] = 0;

        var free = 1;
        var longest = 0;
        Span<ushort> next = stackalloc ushort[LongestCode + 2];
        Span<ushort> place = stackalloc ushort[LongestCode + 2];
        for (var length = 1; length <= LongestCode; length++)
        {
            free = (free << 1) - _counts[length];
            if (free < 0)
                return false;
            if (_counts[length] > 0)
                longest = length;
            next[length + 1] = (ushort)((next[length] + _counts[length]) << 1);
            place[length + 1] = (ushort)(place[length] + _counts[length]);
        }
        if (free > 0 && !(mayBeSparse && longest <= 1))
            return false;

        Array.Clear(_fast);
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
                continue;
            _symbols[place[length]++] = (ushort)symbol;
            var code = next[length]++;
            if (length <= FastBits)
                Fill(Reverse(code, length), length, symbol);
        }
        return true;
    }

    /// <summary>The next symbol, or -1 if the bits are no code of this table or end within one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(ref BitReader bits)
    {
        bits.Refill();
        var entry = _fast[(int)bits.Next & ((1 << FastBits) - 1)];
        if (entry == 0)
            return ReadLong(ref bits);
        return bits.TryDrop(entry & 15) ? entry >> 4 : -1;
    }

    private int ReadLong(ref BitReader bits)
    {
        int code = 0, first = 0, index = 0;
        var next = bits.Next;
        for (var length = 1; length <= LongestCode; length++)
        {
            code |= (int)(next & 1);
            next >>= 1;
            var count = _counts[length];
            if (code - first < count)
                return bits.TryDrop(length) ? _symbols[index + code - first] : -1;
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        return -1;
    }

    private void Fill(int start, int length, int symbol)
    {
        var entry = (ushort)((symbol << 4) | length);
        for (var i = start; i < _fast.Length; i += 1 << length)
            _fast[i] = entry;
    }

    /// <summary>Codes are in the stream with their first bit lowest.</summary>
    private static int Reverse(ushort code, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++)
            reversed |= ((code >> i) & 1) << (length - 1 - i);
        return reversed;
    }
}
