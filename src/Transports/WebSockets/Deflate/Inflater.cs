using Actors.WebSockets.Framing;

namespace Actors.WebSockets.Deflate;

internal enum InflateResult
{
    Done,

    /// <summary>It is not DEFLATE, or ends within a block, or refers to data that never existed.</summary>
    Invalid,

    /// <summary>It would become longer than a message may be. Nothing was inflated beyond that length.</summary>
    TooBig,

    /// <summary>The listener's memory budget for messages is used up.</summary>
    NoMemory,
}

/// <summary>
/// Inflates the payload of a compressed message (RFC 1951, RFC 7692 7.2.2) from memory to memory.
/// <para>
/// Why not the runtime's inflater: its streams can neither be reused for the next message, nor say how much of their input they have used, nor go on after a
/// final block; and each holds 40 KB and more. Here the message is its own window, so only the tables of 6 KB are stored, one set for each thread.
/// </para>
/// <para>
/// Valid input is whole blocks, the last of which ends with the tail that the sender has left out. A final block (BFINAL) does not end the message: the next
/// block begins at the following byte (RFC 7692, 7.2.3.4). A final block at the end is accepted without the empty block that the RFC requires after it, and so
/// is an empty payload: their meaning is unambiguous.
/// </para>
/// </summary>
internal sealed class Inflater
{
    private const int EndOfBlock = 256;
    private const int MaxLengthCodes = 286;
    private const int MaxDistanceCodes = 30;

    private static readonly ushort[] LengthBases =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly ushort[] DistanceBases =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    private static readonly HuffmanTable FixedLengths = BuildFixedLengths();
    private static readonly HuffmanTable FixedDistances = BuildFixedDistances();

    [ThreadStatic]
    private static Inflater? _ofThisThread;

    private readonly HuffmanTable _codes = new();
    private readonly HuffmanTable _lengths = new();
    private readonly HuffmanTable _distances = new();

    public static Inflater OfThisThread => _ofThisThread ??= new Inflater();

    private static ReadOnlySpan<byte> LengthExtraBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<byte> DistanceExtraBits =>
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>The order in which a dynamic block lists the lengths of the codes for lengths (RFC 1951, 3.2.7).</summary>
    private static ReadOnlySpan<byte> CodeOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <param name="payload">Without the tail.</param>
    /// <param name="window">The data of earlier messages, the latest last.</param>
    /// <param name="message">Empty; the caller clears it, whatever the result.</param>
    /// <param name="mostBytes">The longest inflated message.</param>
    public InflateResult Inflate(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> window, ref PartialMessage message, int mostBytes)
    {
        if (payload.IsEmpty)
            return InflateResult.Done;
        scoped var bits = new BitReader(payload);
        scoped var output = new InflateOutput(ref message, window, mostBytes);
        if (!output.TryReserve((int)Math.Min(4L * payload.Length, mostBytes)))
            return output.Failure;

        var wasFinal = false;
        while (!(bits.IsAtEnd || (wasFinal && bits.IsAtTail)))
        {
            if (!bits.TryTake(3, out var header))
                return InflateResult.Invalid;
            wasFinal = (header & 1) != 0;
            var result = (header >> 1) switch
            {
                0 => Store(ref bits, ref output),
                1 => Decode(ref bits, ref output, FixedLengths, FixedDistances),
                2 when TryReadTables(ref bits) => Decode(ref bits, ref output, _lengths, _distances),
                _ => InflateResult.Invalid,
            };
            if (result != InflateResult.Done)
                return result;
            if (wasFinal)
                bits.SkipToByte();
        }
        output.Complete();
        return InflateResult.Done;
    }

    private static InflateResult Store(ref BitReader bits, ref InflateOutput output)
    {
        bits.SkipToByte();
        if (!bits.TryTake(16, out var length) || !bits.TryTake(16, out var complement) || length != (complement ^ 0xFFFF))
            return InflateResult.Invalid;
        if (!output.TryTakeRoom(length, out var room))
            return output.Failure;
        return bits.TryCopy(room) ? InflateResult.Done : InflateResult.Invalid;
    }

    private static InflateResult Decode(ref BitReader bits, ref InflateOutput output, HuffmanTable lengths, HuffmanTable distances)
    {
        while (true)
        {
            var symbol = lengths.Read(ref bits);
            if (symbol is >= 0 and < EndOfBlock)
            {
                if (!output.TryPut((byte)symbol))
                    return output.Failure;
                continue;
            }
            if (symbol == EndOfBlock)
                return InflateResult.Done;

            var index = symbol - EndOfBlock - 1;
            if ((uint)index >= (uint)LengthBases.Length || !bits.TryTake(LengthExtraBits[index], out var more))
                return InflateResult.Invalid;
            var far = distances.Read(ref bits);
            if ((uint)far >= MaxDistanceCodes || !bits.TryTake(DistanceExtraBits[far], out var farther))
                return InflateResult.Invalid;
            if (!output.TryRepeat(LengthBases[index] + more, DistanceBases[far] + farther))
                return output.Failure;
        }
    }

    private bool TryReadTables(ref BitReader bits)
    {
        if (!bits.TryTake(5, out var lengthCodes) || !bits.TryTake(5, out var distanceCodes) || !bits.TryTake(4, out var codeCodes))
            return false;
        lengthCodes += 257;
        distanceCodes += 1;
        codeCodes += 4;
        if (lengthCodes > MaxLengthCodes || distanceCodes > MaxDistanceCodes)
            return false;

        Span<byte> codeLengths = stackalloc byte[CodeOrder.Length];
        codeLengths.Clear();
        for (var i = 0; i < codeCodes; i++)
        {
            if (!bits.TryTake(3, out var length))
                return false;
            codeLengths[CodeOrder[i]] = (byte)length;
        }
        Span<byte> lengths = stackalloc byte[MaxLengthCodes + MaxDistanceCodes];
        lengths = lengths[..(lengthCodes + distanceCodes)];
        return _codes.TryBuild(codeLengths, mayBeSparse: false)
            && TryReadLengths(ref bits, lengths)
            && lengths[EndOfBlock] != 0
            && _lengths.TryBuild(lengths[..lengthCodes], mayBeSparse: true)
            && _distances.TryBuild(lengths[lengthCodes..], mayBeSparse: true);
    }

    /// <summary>Both tables' lengths form one list; a repetition may run from the first into the second.</summary>
    private bool TryReadLengths(ref BitReader bits, scoped Span<byte> lengths)
    {
        var at = 0;
        while (at < lengths.Length)
        {
            var symbol = _codes.Read(ref bits);
            if (symbol < 0)
                return false;
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }
            if (symbol == 16 && at == 0)
                return false;
            var repeated = symbol == 16 ? lengths[at - 1] : (byte)0;
            var (extraBits, least) = symbol switch { 16 => (2, 3), 17 => (3, 3), _ => (7, 11) };
            if (!bits.TryTake(extraBits, out var more) || least + more > lengths.Length - at)
                return false;
            lengths.Slice(at, least + more).Fill(repeated);
            at += least + more;
        }
        return true;
    }

    /// <summary>RFC 1951, 3.2.6.</summary>
    private static HuffmanTable BuildFixedLengths()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        return Build(lengths);
    }

    private static HuffmanTable BuildFixedDistances()
    {
        Span<byte> lengths = stackalloc byte[32];
        lengths.Fill(5);
        return Build(lengths);
    }

    private static HuffmanTable Build(ReadOnlySpan<byte> lengths)
    {
        var table = new HuffmanTable();
        table.TryBuild(lengths, mayBeSparse: false);
        return table;
    }
}
