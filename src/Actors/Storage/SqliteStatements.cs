using Microsoft.Data.Sqlite;

namespace Actors.Storage;

/// <summary>Statements of one connection, prepared once and used again with other values.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public SqliteCommand Get(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
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

    public int Run(string sql, params ReadOnlySpan<object?> values) => Get(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Get(sql, values).ExecuteScalar();

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
    }
}
