using System.Data;
using Npgsql;

namespace Actors.Storage;

/// <summary>
/// The world in PostgreSQL, for nodes on several machines. Transactions run side by side; what they must not do at once is kept apart by the rows that they
/// lock (<see cref="SqlRooms"/>, <see cref="SqlNodes"/>). A connection that breaks is replaced by the next call; the call that it broke under throws.
/// </summary>
public sealed class PostgresWorldStore : SqlWorldStore
{
    /// <summary>Calls that run at once; more wait. A node asks little at a time, but for the players of a room that has moved, who all come at once.</summary>
    private const int MaxConnections = 16;

    /// <summary>Connections that are there before the first room comes.</summary>
    private const int WarmConnections = 4;

    private const int ConnectTimeoutSeconds = 3;

    /// <summary>Shorter than the time within which a node must be seen: one whose database does not answer has to know before it is too late.</summary>
    private const int CommandTimeoutSeconds = 2;

    private const int MigrationTimeoutSeconds = 30;

    private const int MaxPrepared = 64;

    private readonly NpgsqlDataSource _source;

    /// <param name="connection">As Npgsql has it: <c>Host=db;Database=world;Username=actors;Password=...</c>. What it says of time-outs and the size of the pool goes
    /// before what is chosen here: 3 s to connect, 2 s for a command, 16 connections.</param>
    public PostgresWorldStore(string connection)
    {
        var given = new NpgsqlConnectionStringBuilder(connection);
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "actors",
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
            MaxPoolSize = MaxConnections,
            MaxAutoPrepare = MaxPrepared,
            AutoPrepareMinUsages = 3,
        };
        foreach (var key in given.Keys.Where(given.ShouldSerialize))
            settings[key] = given[key];
        _source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Nodes that are started together wait for each other here, and nobody waits for a sign of life of theirs yet.</summary>
    public override Task InitializeAsync(CancellationToken cancellation) => WithinAsync(IsolationLevel.ReadCommitted, PostgresSchema.MigrateAsync, cancellation, MigrationTimeoutSeconds);

    /// <summary>The statements are prepared on each connection, as they are when they have been used a few times.</summary>
    public override Task WarmUpAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, WarmConnections).Select(async _ =>
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        for (var times = 0; times < 2; times++)
        {
            // Ends without a commit.
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            await TryOutAsync(new PostgresSession(connection, cancellation, timeoutSeconds: null));
        }
    }));

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private protected override Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        WithinAsync(IsolationLevel.ReadCommitted, work, cancellation);

    /// <summary>One snapshot for all its statements.</summary>
    private protected override Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        WithinAsync(IsolationLevel.RepeatableRead, work, cancellation);

    private async Task<T> WithinAsync<T>(IsolationLevel isolation, Func<SqlSession, Task<T>> work, CancellationToken cancellation, int? timeoutSeconds = null)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(isolation, cancellation);
        var result = await work(new PostgresSession(connection, cancellation, timeoutSeconds));
        await transaction.CommitAsync(cancellation);
        return result;
    }
}
