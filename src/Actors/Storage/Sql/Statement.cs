namespace Actors.Storage;

/// <summary>A statement with its values, <c>$1</c> and so on. The dialects of SQL that are spoken here have it in common.</summary>
internal readonly record struct Statement(string Sql, params object?[] Values)
{
    /// <summary>Among statements of which each is to change exactly one row: this one may change any number.</summary>
    public bool AnyRows { get; init; }
}
