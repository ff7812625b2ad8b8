using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Actors.Bench.Load.Measuring;

/// <summary>The running processes of one peer, pinned to one core. Disposing it ends them, and removes what they wrote.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<Process> _processes = [];
    private readonly List<string> _output = [];
    private readonly List<int> _metrics = [];
    private readonly string _scratch = Directory.CreateTempSubdirectory("actors-bench-").FullName;

    public int Port { get; private set; }

    public IEnumerable<int> ProcessIds => _processes.Select(static process => process.Id);

    /// <summary>The last output of its processes.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output.TakeLast(20));
        }
    }

    public static async Task<Server> StartAsync(Peer peer, Settings settings)
    {
        var server = new Server { Port = FreePort() };
        try
        {
            foreach (var launch in peer.Processes(new Place(settings.Root, settings.Gateway, settings.Seed, server._scratch, server.Port, FreePort(), FreePort())))
            {
                await server.StartAsync(launch, settings.ServerCore);
                if (launch.MetricsPort is { } metrics)
                    server._metrics.Add(metrics);
            }
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The bytes that its nodes have sent to each other so far, without envelopes and Akka's own messages; null for a single node.</summary>
    public async Task<long?> BytesBetweenNodesAsync()
    {
        if (_metrics.Count == 0)
            return null;
        using var http = new HttpClient();
        var sum = 0.0;
        foreach (var port in _metrics)
        {
            foreach (var line in (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"))).Split('\n'))
            {
                if (line.StartsWith("actors_remoting_bytes_total{", StringComparison.Ordinal) && line.Contains("direction=\"sent\"", StringComparison.Ordinal))
                    sum += double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
            }
        }
        return (long)sum;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_scratch, recursive: true);
    }

    private async Task StartAsync(Launch launch, int core)
    {
        // taskset replaces itself with the program that it starts: the process keeps its id.
        var start = new ProcessStartInfo("taskset", ["-c", $"{core}", launch.Program, .. launch.Arguments])
        {
            WorkingDirectory = launch.Directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in launch.Environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
        var since = Stopwatch.GetTimestamp();
        while (!Accepts(launch.Port))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(since) > Patience)
                throw new InvalidOperationException($"{launch.Program} did not start:\n{Output}");
            await Task.Delay(100);
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Add(line);
            if (_output.Count > 200)
                _output.RemoveRange(0, 100);
        }
    }

    private static bool Accepts(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
