using System.Data.Common;

namespace Actors.Storage;

/// <summary>One transaction of an SQL database, with the differences between databases.</summary>
internal abstract class SqlSession
{
    /// <summary>The database's clock as an expression, in milliseconds.</summary>
    public abstract string Now { get; }

    /// <summary>Ends a SELECT whose rows no other transaction may change or lock until this one ends; empty where only one transaction runs at a time.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>A table whose column <c>value</c> has the strings of a JSON array. It passes a list of any length as one parameter, so that the statement stays the same.</summary>
    public abstract string Each(string parameter);

    /// <summary>Returns the number of rows changed.</summary>
    public abstract Task<int> RunAsync(string sql, params object?[] values);

    /// <summary>The first value of the first row; null when there is no row.</summary>
    public abstract Task<object?> ScalarAsync(string sql, params object?[] values);

    public abstract Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params object?[] values);

    /// <summary>
    /// Runs the statements in order, in as few round trips as possible. False, and nothing is changed, when one of them violates a constraint or does not change exactly one
    /// row, unless it may change any number.
    /// </summary>
    public abstract Task<bool> TryRunAllAsync(IReadOnlyList<Statement> statements);
}
