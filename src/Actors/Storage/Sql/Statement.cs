namespace Actors.Storage;

/// <summary>A statement with its values, <c>$1</c> and so on. The SQL dialects that are used here share this form.</summary>
internal readonly record struct Statement(string Sql, params object?[] Values)
{
    /// <summary>This statement may change any number of rows, where otherwise each must change exactly one.</summary>
    public bool AnyRows { get; init; }
}
