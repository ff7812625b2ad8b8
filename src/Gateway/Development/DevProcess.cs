using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Actors.Hosting.Startup;
using Actors.Reloading;

namespace Actors.Gateway.Development;

/// <summary>One of the processes of <c>dev</c>. It ends with its parent, and its parent prints its output, with its name.</summary>
internal sealed partial class DevProcess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>A node that stops hands over its rooms first.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(45);

    private readonly Process _process;
    private readonly string _name;
    private readonly ConcurrentQueue<string> _report = new();
    private volatile TaskCompletionSource<ReloadOutcome>? _reload;
    private readonly TaskCompletionSource<Uri?> _health = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DevProcess(Process process, string name)
    {
        (_process, _name) = (process, name);
        Ended = process.WaitForExitAsync();
    }

    /// <summary>By itself, or because it was stopped.</summary>
    public Task Ended { get; }

    public int ExitCode => _process.ExitCode;

    /// <param name="program">An assembly.</param>
    public static DevProcess Start(string name, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(DevBuild.Dotnet, [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[ParentProgram.Variable] = "1";
        var process = new Process { StartInfo = start };
        process.Start();
        var started = new DevProcess(process, name);
        process.OutputDataReceived += (_, line) => started.Read(line.Data);
        process.ErrorDataReceived += (_, line) => started.Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits until the process has started and, if it is a world node, may be given rooms.</summary>
    /// <returns>False: it ended before that.</returns>
    public async Task<bool> ReadyAsync(CancellationToken stop)
    {
        await Task.WhenAny(_health.Task, Ended).WaitAsync(stop);
        if (!_health.Task.IsCompletedSuccessfully)
            return false;
        if (await _health.Task is not { } health)
            return true;
        using var http = new HttpClient();
        while (!Ended.IsCompleted)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(health, "/health/ready"), stop);
                if (answer.IsSuccessStatusCode)
                    return true;
            }
            catch (HttpRequestException)
            {
                // It is ending.
            }
            await Task.Delay(Pause, stop);
        }
        return false;
    }

    /// <summary>Makes it, and the nodes that it knows, reload the content. One request at a time.</summary>
    /// <returns>The outcome and the report of it; <see cref="ReloadOutcome.Disagreed"/> and no lines when the process has ended.</returns>
    public async Task<(ReloadOutcome Outcome, IReadOnlyList<string> Lines)> ReloadAsync(CancellationToken stop)
    {
        var asked = _reload = new TaskCompletionSource<ReloadOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _report.Clear();
        try
        {
            await _process.StandardInput.WriteLineAsync(ParentProgram.Reload.AsMemory(), stop);
            await _process.StandardInput.FlushAsync(stop);
        }
        catch (IOException)
        {
            // It has ended, or is about to.
        }
        await Task.WhenAny(asked.Task, Ended).WaitAsync(stop);
        return asked.Task.IsCompletedSuccessfully ? (await asked.Task, [.. _report]) : (ReloadOutcome.Disagreed, []);
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        try
        {
            if (!Ended.IsCompleted)
                _process.StandardInput.Close();
            await Ended.WaitAsync(StopPatience);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Ended;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null || IsOfReport(line))
            return;
        Console.WriteLine($"[{_name}] {line}");
        if (!line.Contains("Stop with Ctrl+C", StringComparison.Ordinal))
            return;
        _health.TrySetResult(Health().Match(line) is { Success: true } health ? new Uri(health.Groups[1].Value) : null);
    }

    /// <summary>Lines of a report go to <see cref="ReloadAsync"/>, whose caller prints them.</summary>
    private bool IsOfReport(string line)
    {
        if (line.StartsWith(ParentProgram.ReportPrefix, StringComparison.Ordinal))
        {
            _report.Enqueue(line[ParentProgram.ReportPrefix.Length..]);
            return true;
        }
        if (!line.StartsWith(ParentProgram.OutcomePrefix, StringComparison.Ordinal) || !Enum.TryParse<ReloadOutcome>(line[ParentProgram.OutcomePrefix.Length..], out var outcome))
            return false;
        _reload?.TrySetResult(outcome);
        return true;
    }

    [GeneratedRegex(@"health and metrics on (http[^\s,]+)")]
    private static partial Regex Health();
}
