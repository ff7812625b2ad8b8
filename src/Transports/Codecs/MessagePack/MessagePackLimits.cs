namespace Actors.Codecs.MessagePack;

/// <summary>
/// What a reader takes at most. Nothing is ever allocated on the word of a header: a declared count is also held against
/// the bytes that are left, each value being at least one byte.
/// </summary>
public sealed record MessagePackLimits
{
    /// <summary>What a client's message may be.</summary>
    public static MessagePackLimits Default { get; } = new();

    /// <summary>Arrays and maps inside one another, where a whole value is read into a tree. 1 is a flat array.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Elements of one array, or pairs of one map.</summary>
    public int MaxCount { get; init; } = 65_536;

    /// <summary>Bytes of one text, binary or extension.</summary>
    public int MaxBytes { get; init; } = 1_000_000;
}
