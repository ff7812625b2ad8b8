using System.Data.Common;
using Npgsql;

namespace Actors.Storage;

/// <summary>Statements within one PostgreSQL transaction. The driver prepares frequent ones.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, CancellationToken cancellation, int? timeoutSeconds = null) : SqlSession
{
    /// <summary>Not the start of the transaction, which may be long ago when it had to wait for another one.</summary>
    public override string Now => "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";

    public override string ForUpdate => "FOR UPDATE";

    public override string Each(string parameter) => $"json_array_elements_text(CAST({parameter} AS json)) AS each (value)";

    public override async Task<int> RunAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task<object?> ScalarAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellation);
    }

    public override async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>One round trip when all goes well.</summary>
    public override async Task<bool> TryRunAllAsync(IReadOnlyList<Statement> statements)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SAVEPOINT all_of_it"));
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            Bind(command.Parameters, statement.Values);
            batch.BatchCommands.Add(command);
        }
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            if (statements.Zip(((IEnumerable<NpgsqlBatchCommand>)batch.BatchCommands).Skip(1)).All(static one => one.First.AnyRows || one.Second.RecordsAffected == 1))
                return true;
        }
        catch (PostgresException hurt) when (hurt.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
        }
        await RunAsync("ROLLBACK TO SAVEPOINT all_of_it");
        return false;
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        if (timeoutSeconds is { } seconds)
            command.CommandTimeout = seconds;
        Bind(command.Parameters, values);
        return command;
    }

    private static void Bind(NpgsqlParameterCollection parameters, object?[] values)
    {
        foreach (var value in values)
            parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
    }
}
