namespace Actors.Codecs.MessagePack;

/// <summary>The kind of a value, in whichever of its formats it was written.</summary>
public enum MessagePackKind : byte
{
    /// <summary>No value can begin here: the data ends, or the byte is 0xc1, which the specification never uses.</summary>
    None,
    /// <summary>Nothing.</summary>
    Nil,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>Signed or not, of at most eight bytes.</summary>
    Integer,
    /// <summary>Of four or eight bytes.</summary>
    Float,
    /// <summary>UTF-8.</summary>
    Text,
    /// <summary>Bytes.</summary>
    Binary,
    /// <summary>Values in order.</summary>
    Array,
    /// <summary>Pairs of keys and values.</summary>
    Map,
    /// <summary>An application's own type, with its bytes.</summary>
    Extension,
}

/// <summary>Why the last read failed.</summary>
public enum MessagePackError : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The data ends before the value does, or declares more values than it has bytes left.</summary>
    Truncated,

    /// <summary>The byte 0xc1, or an extension that breaks the rules of its own type.</summary>
    Malformed,

    /// <summary>The next value has another kind.</summary>
    OtherKind,

    /// <summary>The number does not fit the type that was asked for.</summary>
    OutOfRange,

    /// <summary>Text that is not UTF-8.</summary>
    InvalidText,

    /// <summary>Over one of the <see cref="MessagePackLimits"/>.</summary>
    OverLimit,
}
