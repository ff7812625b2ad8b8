using System.Diagnostics;
using System.Net.Sockets;

namespace Actors.Tests;

/// <summary>
/// Debian's PgBouncer in transaction mode before a <see cref="PostgresServer"/>, on loopback and a free port, with so few sessions of the server that its clients have to share
/// them. As root it runs as the user that PostgreSQL's package creates, because it refuses to run as root.
/// </summary>
public sealed class PgBouncer : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-pgbouncer-");
    private readonly Process _process;
    private readonly int _port = Ports.Free();

    public PgBouncer(PostgresServer server)
    {
        if (!File.Exists("/usr/sbin/pgbouncer"))
            throw new InvalidOperationException("PgBouncer is missing: install Debian's package pgbouncer.");
        var settings = Path.Combine(_directory.FullName, "pgbouncer.ini");
        File.WriteAllText(
            settings,
            $"""
            [databases]
            * = host=127.0.0.1 port={server.Port} user=actors
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {_port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 3
            server_lifetime = 5
            server_idle_timeout = 5
            logfile = {Path.Combine(_directory.FullName, "log")}
            """);
        string[] command = ["/usr/sbin/pgbouncer", "-q", settings];
        if (Environment.IsPrivilegedProcess)
        {
            using var owner = Process.Start("chown", ["-R", "postgres", _directory.FullName]);
            owner.WaitForExit();
            // setpriv becomes the program itself, so this process is the one that is stopped at the end.
            command = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", .. command];
        }
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, WorkingDirectory = "/tmp", RedirectStandardError = true, RedirectStandardOutput = true })!;
        WaitUntilItListens();
    }

    /// <summary>The same database as in the server's connection string, through the pooler.</summary>
    public string Behind(string connection) => string.Join(';', connection.Split(';').Select(part => part.StartsWith("Port=", StringComparison.Ordinal) ? $"Port={_port}" : part));

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private void WaitUntilItListens()
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                probe.Connect("127.0.0.1", _port);
                return;
            }
            catch (SocketException) when (!_process.HasExited && begun.Elapsed < TimeSpan.FromSeconds(30))
            {
                Thread.Yield();
            }
            catch (SocketException refused)
            {
                throw new InvalidOperationException($"PgBouncer does not listen: {(_process.HasExited ? _process.StandardError.ReadToEnd() : "no answer")}", refused);
            }
        }
    }
}
