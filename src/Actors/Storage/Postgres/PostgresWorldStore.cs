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

    private readonly NpgsqlConnectionStringBuilder _given;
    private NpgsqlDataSource? _source;

    /// <param name="connection">As Npgsql has it: <c>Host=db;Database=world;Username=actors;Password=...</c>. What it says of time-outs and the size of the pool goes
    /// before what is chosen here: 3 s to connect, 2 s for a command, 16 connections.</param>
    public PostgresWorldStore(string connection)
    {
        _given = new NpgsqlConnectionStringBuilder(connection);
    }

    /// <summary>
    /// Whether a pooler is in between, PgBouncer for instance, which may give every transaction another session of the server: what a session knows beyond its transaction, as
    /// prepared statements, cannot be relied on then. A pooler makes the key up by which a query would be cancelled; a server's has the number of its process.
    /// </summary>
    public bool IsPooled { get; private set; }

    private NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The store has not been initialized.");

    /// <summary>Nodes that are started together wait for each other here, and nobody waits for a sign of life of theirs yet.</summary>
    public override async Task InitializeAsync(CancellationToken cancellation)
    {
        IsPooled = await FindPoolerAsync(cancellation);
        _source = NpgsqlDataSource.Create(Settings(prepares: !IsPooled));
        await WithinAsync(IsolationLevel.ReadCommitted, PostgresSchema.MigrateAsync, cancellation, MigrationTimeoutSeconds);
    }

    /// <summary>The statements are prepared on each connection, as they are when they have been used a few times.</summary>
    public override Task WarmUpAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, WarmConnections).Select(async _ =>
    {
        await using var connection = await Source.OpenConnectionAsync(cancellation);
        for (var times = 0; times < 2; times++)
        {
            // Ends without a commit.
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            await TryOutAsync(new PostgresSession(connection, cancellation, timeoutSeconds: null));
        }
    }));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source?.DisposeAsync() ?? default;

    private protected override Task<T> WriteTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        WithinAsync(IsolationLevel.ReadCommitted, work, cancellation);

    /// <summary>One snapshot for all its statements.</summary>
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
        // It asks for one number: what types there are, it need not know.
        builder.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        await using var source = builder.Build();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation)) != connection.ProcessID;
    }

    /// <summary>What the connection string says goes before what is chosen here.</summary>
    /// <param name="prepares">Statements that come often are prepared on the server, and sessions that are given back are reset there.</param>
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
