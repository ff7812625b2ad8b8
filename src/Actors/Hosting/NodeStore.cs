using System.Data.Common;
using System.Net.Sockets;
using Actors.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Actors.Hosting;

/// <summary>The database that a node's options name.</summary>
public static class NodeStore
{
    private const int BlockedBySqlite = 2;

    /// <exception cref="InvalidOperationException">The store cannot be opened; the message says why.</exception>
    public static async Task<SqlWorldStore> OpenAsync(NodeOptions options, CancellationToken cancellation)
    {
        SqlWorldStore? store = null;
        try
        {
            store = string.IsNullOrEmpty(options.Postgres) ? new SqliteWorldStore(options.Data) : new PostgresWorldStore(options.Postgres);
            await store.InitializeAsync(cancellation);
            if (store is SqliteWorldStore)
                KeepThreadsFree();
            return store;
        }
        catch (Exception cannot) when (cannot is DbException or SocketException or ArgumentException or IOException or TimeoutException or UnauthorizedAccessException or InvalidOperationException)
        {
            if (store is not null)
                await store.DisposeAsync();
            var option = string.IsNullOrEmpty(options.Postgres) ? "Actors:Data" : "Actors:Postgres";
            var place = Describe(options) is var described && described == option ? option : $"{described}, {option}";
            throw new InvalidOperationException($"The world's database cannot be used ({place}): {Explain(cannot)}", cannot);
        }
    }

    /// <summary>
    /// A call to SQLite blocks a thread of the pool until the disk has answered, one for each of its two connections. The pool begins with a thread for each
    /// processor and needs half a second for each further one: on a small machine with a slow disk, games would stand still for that long.
    /// </summary>
    private static void KeepThreadsFree()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + BlockedBySqlite), completions);
    }

    private static string Explain(Exception cannot) => cannot is SqliteException sqlite
        ? sqlite.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_NOTADB => "the file is not a database.",
            SQLitePCL.raw.SQLITE_CORRUPT => "the file is damaged.",
            SQLitePCL.raw.SQLITE_READONLY => "this user may not write to it.",
            SQLitePCL.raw.SQLITE_CANTOPEN => "it cannot be opened; this user may not read it or make files in its directory, or it is a directory itself.",
            SQLitePCL.raw.SQLITE_FULL => "the disk is full.",
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "another program keeps it locked.",
            _ => sqlite.Message,
        }
        : cannot.Message;

    /// <summary>For people, without secrets.</summary>
    public static string Describe(NodeOptions options)
    {
        if (string.IsNullOrEmpty(options.Postgres))
            return Path.GetFullPath(options.Data);
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(options.Postgres);
            return $"PostgreSQL database {connection.Database ?? connection.Username} on {connection.Host}:{connection.Port}";
        }
        catch (ArgumentException)
        {
            return "Actors:Postgres";
        }
    }
}
