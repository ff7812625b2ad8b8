namespace Actors.Storage;

/// <summary>A statement with its values, <c>$1</c> and so on. The dialects of SQL that are spoken here have it in common.</summary>
internal readonly record struct Statement(string Sql, params object?[] Values);
