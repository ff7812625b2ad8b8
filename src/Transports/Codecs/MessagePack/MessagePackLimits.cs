namespace Actors.Codecs.MessagePack;

/// <summary>
/// The limits of a reader. It never allocates because of what a header declares: a declared count is also checked against the bytes that are left, each value
/// being at least one byte.
/// </summary>
public sealed record MessagePackLimits
{
    /// <summary>The limits for a client's message.</summary>
    public static MessagePackLimits Default { get; } = new();

    /// <summary>How deep arrays and maps may be nested, where a whole value is read into a tree. 1 is a flat array.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Elements of one array, or pairs of one map.</summary>
    public int MaxCount { get; init; } = 65_536;

    /// <summary>Bytes of one text, binary or extension.</summary>
    public int MaxBytes { get; init; } = 1_000_000;
}
