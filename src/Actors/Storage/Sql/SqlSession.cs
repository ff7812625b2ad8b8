using System.Data.Common;

namespace Actors.Storage;

/// <summary>One transaction of a database that speaks SQL, with what differs between them.</summary>
internal abstract class SqlSession
{
    /// <summary>The database's clock as an expression, in milliseconds.</summary>
    public abstract string Now { get; }

    /// <summary>Ends a SELECT whose rows nobody else may change or lock until the transaction ends; empty where a transaction is alone anyway.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>A table whose column <c>value</c> has the strings of a JSON array: a list of any length as one parameter, in a statement that stays the same.</summary>
    public abstract string Each(string parameter);

    /// <summary>How many rows it has changed.</summary>
    public abstract Task<int> RunAsync(string sql, params object?[] values);

    /// <summary>The first value of the first row; null when there is no row.</summary>
    public abstract Task<object?> ScalarAsync(string sql, params object?[] values);

    public abstract Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params object?[] values);

    /// <summary>
    /// Runs them in order, in as few round trips as can be. False, and nothing is changed, when one of them hurts a constraint or does not change exactly one
    /// row, unless it may change any number.
    /// </summary>
    public abstract Task<bool> TryRunAllAsync(IReadOnlyList<Statement> statements);
}
