using System.Data;
using Npgsql;

namespace Actors.Storage;

/// <summary>
/// The world in PostgreSQL, for nodes on several machines. Transactions run concurrently; the rows that they lock keep apart what they must not do at once
/// (<see cref="SqlRooms"/>, <see cref="SqlNodes"/>). A broken connection is replaced at the next call; the call during which it broke throws.
/// </summary>
public sealed class PostgresWorldStore : SqlWorldStore
{
    /// <summary>Calls that run at once; further calls wait. A node has few calls at a time, except for the players of a room that has moved, who all arrive at once.</summary>
    private const int MaxConnections = 16;

    /// <summary>Connections that are open before the first room arrives.</summary>
    private const int WarmConnections = 4;

    private const int ConnectTimeoutSeconds = 3;

    /// <summary>Shorter than the time within which a node must be seen, so that a node whose database does not answer notices before it is too late.</summary>
    private const int CommandTimeoutSeconds = 2;

    private const int MigrationTimeoutSeconds = 30;

    private const int MaxPrepared = 64;

    private readonly NpgsqlConnectionStringBuilder _given;
    private NpgsqlDataSource? _source;

    /// <param name="connection">Npgsql's connection string: <c>Host=db;Database=world;Username=actors;Password=...</c>. Its timeouts and pool size override
    /// the defaults here: 3 s to connect, 2 s for a command, 16 connections.</param>
    public PostgresWorldStore(string connection)
    {
        _given = new NpgsqlConnectionStringBuilder(connection);
    }

    /// <summary>
    /// Whether there is a pooler in between, for instance PgBouncer, which may give every transaction another session of the server. State that outlives a transaction, such as
    /// prepared statements, is then unreliable. A pooler invents the key by which a query would be cancelled; a server's key contains the number of its process.
    /// </summary>
    public bool IsPooled { get; private set; }

    private NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The store has not been initialized.");

    /// <summary>Nodes that start together wait for each other here, and no other node expects a beat from them yet.</summary>
    public override async Task InitializeAsync(CancellationToken cancellation)
    {
        IsPooled = await FindPoolerAsync(cancellation);
        _source = NpgsqlDataSource.Create(Settings(prepares: !IsPooled));
        await WithinAsync(IsolationLevel.ReadCommitted, PostgresSchema.MigrateAsync, cancellation, MigrationTimeoutSeconds);
    }

    /// <summary>Prepares the statements on each connection, as happens once they have been used a few times.</summary>
    public override Task WarmUpAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, WarmConnections).Select(async _ =>
    {
        await using var connection = await Source.OpenConnectionAsync(cancellation);
        for (var times = 0; times < 2; times++)
        {
            // The transaction ends without a commit.
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            await StoreTryOut.RunAsync(new PostgresSession(connection, cancellation, timeoutSeconds: null));
        }
    }));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source?.DisposeAsync() ?? default;

    private protected override Task<T> WriteTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        WithinAsync(IsolationLevel.ReadCommitted, work, cancellation);

    /// <summary>All statements of the transaction read one snapshot.</summary>
    private protected override Task<T> ReadTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        WithinAsync(IsolationLevel.RepeatableRead, work, cancellation);

    private protected override bool IsUnwritable(Exception failure) => MeansUnwritable(failure);

    internal static bool MeansUnwritable(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.IoError or PostgresErrorCodes.DataCorrupted,
    };

    private async Task<bool> FindPoolerAsync(CancellationToken cancellation)
    {
        var builder = new NpgsqlDataSourceBuilder(Settings(prepares: false).ConnectionString);
        // It only asks for one number, and does not need the database's types.
        builder.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        await using var source = builder.Build();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation)) != connection.ProcessID;
    }

    /// <summary>The connection string overrides the defaults here.</summary>
    /// <param name="prepares">Frequent statements are prepared on the server, and returned sessions are reset there.</param>
    private NpgsqlConnectionStringBuilder Settings(bool prepares)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "actors",
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
            MaxPoolSize = MaxConnections,
            MaxAutoPrepare = prepares ? MaxPrepared : 0,
            AutoPrepareMinUsages = 3,
            NoResetOnClose = !prepares,
        };
        foreach (var key in _given.Keys.Where(_given.ShouldSerialize))
            settings[key] = _given[key];
        return settings;
    }

    private async Task<T> WithinAsync<T>(IsolationLevel isolation, Func<SqlSession, Task<T>> work, CancellationToken cancellation, int? timeoutSeconds = null)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(isolation, cancellation);
        var result = await work(new PostgresSession(connection, cancellation, timeoutSeconds));
        await transaction.CommitAsync(cancellation);
        return result;
    }
}
