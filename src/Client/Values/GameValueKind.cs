namespace Actors.Client;

/// <summary>The kinds of <see cref="GameValue"/>.</summary>
public enum GameValueKind
{
    /// <summary>No value; also a value that does not exist.</summary>
    Null,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number of at most 64 bits.</summary>
    Integer,

    /// <summary>A number with a fraction, or too large for 64 bits.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Values in order.</summary>
    List,

    /// <summary>Values by name.</summary>
    Map,
}
