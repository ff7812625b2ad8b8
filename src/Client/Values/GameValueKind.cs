namespace Actors.Client;

/// <summary>What a <see cref="GameValue"/> is.</summary>
public enum GameValueKind
{
    /// <summary>Nothing; also what is asked for and not there.</summary>
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
