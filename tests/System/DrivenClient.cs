using System.Diagnostics;
using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>A client in a process of its own, of a kind that its users would write, steered by lines of JSON (tests/node/clients and tests/python/clients).</summary>
internal sealed class DrivenClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private DrivenClient(string kind, Process process)
    {
        Kind = kind;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public string Kind { get; }

    public static DrivenClient Python(string kind, params string[] arguments) => Start(kind, "/usr/bin/python3", Path.Combine("tests", "python", "clients"), [$"{kind}.py", .. arguments]);

    /// <summary>What it needs from npm must be there: <see cref="NodeScripts.InstallAsync"/>.</summary>
    public static DrivenClient Node(string kind, params string[] arguments) => Start(kind, "node", Path.Combine("tests", "node", "clients"), [$"{kind}.mjs", .. arguments]);

    public Task WalkAsync(double x, double y) => SayAsync(new { @do = "walk", x, y });

    public Task StopAsync() => SayAsync(new { @do = "stop" });

    /// <summary>For a collector: it stops walking once anybody has gathered something.</summary>
    public Task StopAtAScoreAsync() => SayAsync(new { @do = "stop_at_a_score" });

    public Task SpeakAsync(string text) => SayAsync(new { @do = "say", text });

    public async Task<Sight> LookAsync()
    {
        await SayAsync(new { @do = "look" });
        var line = await _process.StandardOutput.ReadLineAsync().Soon();
        Assert.True(line is not null, $"{Kind} has ended: {(_process.HasExited ? await _errors : "")}");
        return JsonSerializer.Deserialize<Sight>(line, JsonSerializerOptions.Web)!;
    }

    /// <summary>Looks again until the sight fits.</summary>
    public async Task<Sight> SeesAsync(string what, Func<Sight, bool> fits)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var sight = await LookAsync();
            if (fits(sight))
                return sight;
            Assert.True(Stopwatch.GetElapsedTime(begun) < Eventually.Limit, $"{Kind} does not see: {what}. It sees {JsonSerializer.Serialize(sight)}");
        }
    }

    /// <summary>Closes its connection as its kind does, and exits.</summary>
    public async Task LeaveAsync()
    {
        await SayAsync(new { @do = "leave" });
        await _process.WaitForExitAsync().Soon();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task SayAsync(object order)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            Assert.Fail($"{Kind} has ended: {await _errors}");
        }
    }

    private static DrivenClient Start(string kind, string program, string folder, string[] arguments) => new(kind, Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Repository.PathOf(folder),
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!);

    /// <summary>What a client knows, in the world's units.</summary>
    /// <param name="Me">Null where the dialect does not show it.</param>
    /// <param name="Things">The places of things to gather, for dialects that show them.</param>
    internal sealed record Sight(string? Me, Dictionary<string, double[]> Players, string[] Heard, string? Transport = null, double[][]? Things = null, Dictionary<string, int>? Scores = null);
}
