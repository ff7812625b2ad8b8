using Microsoft.Data.Sqlite;

namespace Actors.Storage;

/// <summary>
/// The world in one SQLite file. It uses a write-ahead log with a sync at each commit, so acknowledged changes survive a loss of power, not only the end of
/// the process. SQLite works synchronously, so calls run on the thread pool, one at a time on each of two connections:
/// one writes, the other reads without waiting for it.
/// </summary>
public sealed class SqliteWorldStore(string path) : SqlWorldStore
{
    private const int BusyTimeoutMilliseconds = 5000;
    private static readonly TimeSpan BusyRetry = TimeSpan.FromMilliseconds(2);

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private SqliteConnection? _writer;
    private SqliteConnection? _reader;
    private SqliteSession? _write;
    private SqliteSession? _read;

    static SqliteWorldStore() => SQLitePCL.Batteries_V2.Init();

    /// <inheritdoc/>
    public override Task InitializeAsync(CancellationToken cancellation) => Task.Run(
        () =>
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
                Directory.CreateDirectory(directory);
            _writer = Open();
            SqliteSchema.Migrate(_writer);
            _write = new SqliteSession(_writer);
            // A read-only file opens like any other. This detects it now, and not at the first item that a player takes.
            _write.Run("BEGIN IMMEDIATE");
            _write.Run("ROLLBACK");
            _write.Run("PRAGMA busy_timeout = 0");
            _reader = Open();
            _read = new SqliteSession(_reader);
        },
        cancellation);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        await _reading.WaitAsync();
        _write?.Dispose();
        _read?.Dispose();
        _reader?.Dispose();
        _writer?.Dispose();
        _write = _read = null;
        _writing.Release();
        _reading.Release();
    }

    /// <summary>Begins with the write lock, so that two processes on one file wait for each other instead of failing halfway.</summary>
    private protected override Task<T> WriteTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        InTurnAsync(_writing, () => _write, async db => await BeginAsync(_writer!, cancellation), work, cancellation);

    private protected override Task<T> ReadTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        InTurnAsync(_reading, () => _read, static db => db.RunAsync("BEGIN"), work, cancellation);

    private protected override bool IsUnwritable(Exception failure) => MeansUnwritable(failure);

    internal static bool MeansUnwritable(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_CANTOPEN,
    };

    private static async Task<T> InTurnAsync<T>(
        SemaphoreSlim turn, Func<SqliteSession?> session, Func<SqliteSession, Task> begin, Func<SqlSession, Task<T>> work, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(
                async () =>
                {
                    var db = session() ?? throw new ObjectDisposedException(nameof(SqliteWorldStore));
                    await begin(db);
                    try
                    {
                        var result = await work(db);
                        db.Run("COMMIT");
                        return result;
                    }
                    catch
                    {
                        TryRollBack(db);
                        throw;
                    }
                },
                cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>SQLite ends a transaction by itself after some errors, for instance when the disk is full. Then the rollback fails too, but the first error is the one to report.</summary>
    private static void TryRollBack(SqliteSession db)
    {
        try
        {
            db.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }

    /// <summary>
    /// SQLite itself waits for another process's transaction in steps of up to 100 ms, and its client library in steps of 150 ms. The transactions of a node last
    /// a few milliseconds, so this retries at that interval.
    /// </summary>
    private static async Task BeginAsync(SqliteConnection writer, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var outcome = SQLitePCL.raw.sqlite3_exec(writer.Handle, "BEGIN IMMEDIATE");
            if (outcome == SQLitePCL.raw.SQLITE_OK)
                return;
            if (outcome != SQLitePCL.raw.SQLITE_BUSY || TimeProvider.System.GetElapsedTime(began).TotalMilliseconds > BusyTimeoutMilliseconds)
                throw new SqliteException($"The world's file cannot be written to just now ({outcome}).", outcome);
            await Task.Delay(BusyRetry, cancellation);
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
        return connection;
    }
}
