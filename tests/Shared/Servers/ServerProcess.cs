using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Actors.Tests;

/// <summary>The real program on free ports of this machine, with a world of its own in a temporary directory.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly string[] FreePorts =
    [
        "--Actors:Http:Address=127.0.0.1", "--Actors:Http:Port=0", "--Actors:WebSockets:main:Port=0", "--Actors:WebSockets:mud:Port=0", "--Actors:WebSockets:collector:Port=0",
        "--Actors:WebSockets:packets:Port=0", "--Actors:SocketIO:Port=0", "--Actors:Datagram:Port=0",
    ];

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly List<(string Text, TaskCompletionSource Said)> _awaited = [];
    private readonly Dictionary<string, int> _ports = [];
    private bool _hasPage;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public int WebSocketPort => PortOf("main");

    public int PortOf(string listener) => _ports[listener];

    public Uri Http { get; private set; } = new("http://localhost/");

    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>What it wrote to standard error alone.</summary>
    public string Errors
    {
        get
        {
            lock (_output)
                return string.Join('\n', _errors);
        }
    }

    public int Id => _process.Id;

    /// <summary>Whether the server is a child of the process that was started, and ends with it.</summary>
    public bool IsChild { get; private init; }

    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public static async Task<ServerProcess> StartAsync(string data, params string[] more)
    {
        return await ReadyAsync(Launch(Gateway(data, more)));
    }

    /// <summary>A node that hosts rooms and serves no clients.</summary>
    public static Task<ServerProcess> StartWorldNodeAsync(string data, string name, params string[] more) =>
        ReadyAsync(Launch([Program("Seed"), $"--Actors:Data={data}", $"--Actors:Cluster:Node={name}", .. more]));

    /// <summary>A program as it was published, with options from the environment and nothing else, as a container starts it.</summary>
    public static Task<ServerProcess> StartPublishedAsync(string program, IReadOnlyDictionary<string, string> environment) =>
        ReadyAsync(Launch([program], environment));

    /// <summary>A program other than this repository's own, on free ports; its first argument may be a command.</summary>
    public static Task<ServerProcess> StartProgramAsync(string directory, string program, params string[] arguments) =>
        StartProgramAsync(directory, program, new Dictionary<string, string>(), arguments);

    /// <inheritdoc cref="StartProgramAsync(string, string, string[])"/>
    public static Task<ServerProcess> StartProgramAsync(string directory, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        ReadyAsync(Launch([program, .. arguments, .. FreePorts], environment, directory));

    /// <summary>A project, as its author runs it: <c>dotnet run --project</c>.</summary>
    public static Task<ServerProcess> StartProjectAsync(string directory, string project, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        ReadyAsync(Launch(["run", "--project", project, "--", .. arguments, .. FreePorts], environment, directory, isChild: true));

    /// <summary>A program other than this repository's own, with these arguments alone, which must make it exit.</summary>
    public static async Task<ServerProcess> RunProgramToExitAsync(string program, params string[] arguments)
    {
        var server = Launch([program, .. arguments]);
        await server.EndedAsync("It was to end by itself");
        return server;
    }

    /// <summary>For starts that must fail.</summary>
    public static async Task<ServerProcess> RunToExitAsync(string data, params string[] more)
    {
        var server = Launch(Gateway(data, more));
        await server.EndedAsync("It was to end by itself");
        return server;
    }

    /// <summary>Starts it as a person does: from a directory, with these arguments beside those that give it free ports.</summary>
    public static Task<ServerProcess> StartFromAsync(string directory, params string[] arguments) =>
        ReadyAsync(Launch([Program("Gateway"), .. FreePorts, .. arguments], directory: directory));

    /// <summary>With no other arguments than these.</summary>
    public static async Task<ServerProcess> RunToExitFromAsync(string directory, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var server = Launch([Program(program), .. arguments], environment, directory);
        await server.EndedAsync("It was to end by itself");
        return server;
    }

    /// <summary>Waits until it has written a line that contains this.</summary>
    public async Task SaysAsync(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.Any(line => line.Contains(text, StringComparison.Ordinal)))
                return;
            _awaited.Add((text, said));
        }
        if (!await IsInTimeAsync(said.Task))
            Assert.Fail($"It did not say \"{text}\":\n{Output}");
    }

    /// <summary>SIGKILL: it gets no chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: IsChild);
        await EndedAsync("It was killed and is still there");
    }

    /// <summary>SIGTERM: it stops as an operator stops it.</summary>
    public Task StopAsync() => SignalAsync("-TERM");

    /// <summary>SIGINT, as Ctrl+C sends it.</summary>
    public Task InterruptAsync() => SignalAsync("-INT");

    /// <summary>SIGHUP: it goes on.</summary>
    public async Task HangUpAsync()
    {
        using var kill = Process.Start("kill", ["-HUP", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static async Task<ServerProcess> ReadyAsync(ServerProcess server)
    {
        await IsInTimeAsync(Task.WhenAny(server._ready.Task, server._process.WaitForExitAsync()));
        if (server._ready.Task.IsCompleted)
            return server;
        await server.DisposeAsync();
        Assert.Fail($"The server did not start:\n{server.Output}");
        return server;
    }

    /// <summary>Waits until it has ended and all that it wrote has been read.</summary>
    private async Task EndedAsync(string otherwise)
    {
        if (await IsInTimeAsync(_process.WaitForExitAsync()))
            return;
        _process.Kill(entireProcessTree: IsChild);
        Assert.Fail($"{otherwise}:\n{Output}");
    }

    private async Task SignalAsync(string signal)
    {
        using (var kill = Process.Start("kill", [signal, $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await EndedAsync("It was asked to stop and did not");
    }

    private static async Task<bool> IsInTimeAsync(Task task)
    {
        try
        {
            await task.Soon();
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static string[] Gateway(string data, string[] more) => [Program("Gateway"), $"--Actors:Data={data}", .. FreePorts, .. more];

    private static string Program(string name) => Path.Combine(AppContext.BaseDirectory, $"Actors.{name}.dll");

    private static ServerProcess Launch(string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? directory = null, bool isChild = false)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("env", ["--default-signal=INT,HUP", "dotnet", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = directory ?? "",
            },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            process.StartInfo.Environment[name] = value;
        var server = new ServerProcess(process) { IsChild = isChild };
        process.OutputDataReceived += (_, line) => server.Read(line.Data);
        process.ErrorDataReceived += (_, line) => server.Read(line.Data, isError: true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    private void Read(string? line, bool isError = false)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Add(line);
            if (isError)
                _errors.Add(line);
            foreach (var (text, said) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    said.TrySetResult();
            }
        }
        if (Listener().Match(line) is { Success: true } listener)
            _ports[listener.Groups[2].Value] = int.Parse(listener.Groups[1].Value);
        else if (SocketIO().Match(line) is { Success: true } socketIO)
            _ports["socketio"] = int.Parse(socketIO.Groups[1].Value);
        else if (Browser().Match(line) is { Success: true } browser)
            (Http, _hasPage) = (new Uri(browser.Groups[1].Value), true);
        // If a program runs a world node beside its gateway, the gateway's address counts.
        else if (!_hasPage && Metrics().Match(line) is { Success: true } metrics)
            Http = new Uri(metrics.Groups[1].Value);
        if (line.Contains("Stop with", StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    [GeneratedRegex(@"(?:websocket|datagram)\s+\w+://localhost:(\d+)\s+\((\w+)\)")]
    private static partial Regex Listener();

    [GeneratedRegex(@"socket\.io\s+http://localhost:(\d+)")]
    private static partial Regex SocketIO();

    [GeneratedRegex(@"health and metrics on (http\S+?),")]
    private static partial Regex Metrics();

    [GeneratedRegex(@"browser\s+(http\S+)")]
    private static partial Regex Browser();
}
