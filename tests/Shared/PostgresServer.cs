using System.Diagnostics;

namespace Actors.Tests;

/// <summary>
/// A PostgreSQL of the test's own, in a directory that is deleted with it; on loopback and a free port. As root it runs as the user that Debian's package creates, because it refuses
/// to run as root.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-postgres-");
    private readonly string _programs;
    private readonly int _port = Ports.Free();
    private int _worlds;

    public PostgresServer()
    {
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(static version => Path.Combine(version, "bin")).Order().Last()
            : throw new InvalidOperationException("PostgreSQL is missing: install Debian's package postgresql.");
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", _directory.FullName);
        RunAsOwner("initdb", "--auth=trust", "--username=actors", "--no-sync", "--encoding=UTF8", $"--pgdata={Data}");
        Start();
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=actors;Database=postgres";

    public int Port => _port;

    private string Data => Path.Combine(_directory.FullName, "data");

    /// <summary>The connection string of an empty world.</summary>
    public string NewWorld()
    {
        var name = $"world{Interlocked.Increment(ref _worlds)}";
        RunAsOwner("psql", "--host=127.0.0.1", $"--port={_port}", "--username=actors", "--dbname=postgres", "--quiet", $"--command=CREATE DATABASE {name}");
        return $"Host=127.0.0.1;Port={_port};Username=actors;Database={name}";
    }

    public void Start() => RunAsOwner(
        "pg_ctl", "start", "--wait", $"--pgdata={Data}", $"--log={Path.Combine(_directory.FullName, "log")}",
        $"--options=-c listen_addresses=127.0.0.1 -c port={_port} -c unix_socket_directories='' -c max_connections=200");

    /// <summary>Restarts it as an administrator would: sessions are cut, committed data stays.</summary>
    public void Stop() => RunAsOwner("pg_ctl", "stop", "--wait", "--mode=fast", $"--pgdata={Data}");

    public void Dispose()
    {
        RunAsOwner("pg_ctl", "stop", "--wait", "--mode=immediate", $"--pgdata={Data}");
        Directory.Delete(_directory.FullName, recursive: true);
    }

    private void RunAsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        if (Environment.IsPrivilegedProcess)
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        // pg_ctl leaves the server behind with the streams that it was given: they go to a file, because reading them would never end.
        var output = Path.Combine(_directory.FullName, $"out-{Guid.NewGuid():N}");
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/tmp" };
        foreach (var argument in (string[])["-c", $"exec \"$0\" \"$@\" >{output} 2>&1 </dev/null", program, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
            process.Kill(entireProcessTree: true);
        else if (process.ExitCode == 0)
            return;
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {(process.HasExited ? process.ExitCode : "a time-out")}: {File.ReadAllText(output)}");
    }
}
