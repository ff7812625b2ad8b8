using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Actors.Storage;

/// <summary>Statements on one connection, prepared once and reused with other values. SQLite has one writer at a time, so no rows need locking.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession, IDisposable
{
    /// <summary>Some statements have numbers in their text, so the prepared statements are discarded now and then.</summary>
    private const int MaxPrepared = 200;

    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <summary>The machine's clock, which all processes on one file share.</summary>
    public override string Now => "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    public override string ForUpdate => "";

    public override string Each(string parameter) => $"json_each({parameter})";

    public override Task<int> RunAsync(string sql, params object?[] values) => Task.FromResult(Run(sql, values));

    public override Task<object?> ScalarAsync(string sql, params object?[] values) => Task.FromResult(Get(sql, values).ExecuteScalar());

    public override Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params object?[] values)
    {
        List<T> rows = [];
        using (var reader = Get(sql, values).ExecuteReader())
        {
            while (reader.Read())
                rows.Add(row(reader));
        }
        return Task.FromResult(rows);
    }

    public override Task<bool> TryRunAllAsync(IReadOnlyList<Statement> statements)
    {
        Run("SAVEPOINT all_of_it");
        var done = false;
        try
        {
            done = statements.All(statement => Run(statement.Sql, statement.Values) == 1 || statement.AnyRows);
        }
        catch (SqliteException hurt) when (hurt.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
        }
        if (!done)
            Run("ROLLBACK TO all_of_it");
        Run("RELEASE all_of_it");
        return Task.FromResult(done);
    }

    public int Run(string sql, params object?[] values) => Get(sql, values).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _prepared.Clear();
    }

    private SqliteCommand Get(string sql, object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            if (_prepared.Count == MaxPrepared)
                Dispose();
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
            _prepared[sql] = command;
        }
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
