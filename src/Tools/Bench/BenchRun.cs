using System.Net.Sockets;
using Actors.Bench.Load;
using Actors.Bench.Load.Measuring;
using Actors.Tools.Common;
using Spectre.Console;

namespace Actors.Tools.Bench;

/// <summary>Work A of docs/performance.md on a running server, one dialect after the other.</summary>
internal static class BenchRun
{
    /// <summary>Connecting and settling take about this long, in addition to the requested time.</summary>
    private static readonly TimeSpan Preparing = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken stop)
    {
        var results = options.Dialects.ToDictionary(static dialect => dialect, static _ => new List<Result>());
        // Dialects take turns, so that other load on the machine affects all alike.
        var trials = Enumerable.Range(1, options.Runs).SelectMany(run => options.Dialects.Select(dialect => (run, dialect))).ToList();
        await ShowAsync(trials.Count, async (number, progress) =>
        {
            stop.ThrowIfCancellationRequested();
            var (run, dialect) = trials[number];
            progress.Begin(options.Runs > 1 ? $"{dialect.Title}, run {run} of {options.Runs}" : dialect.Title, options.WarmUp + options.Window + Preparing);
            // Measuring occupies one thread and never waits.
            var result = await Task.Run(() => MeasureAsync(options, dialect), stop);
            // A process keeps the memory that it has once taken, so only the first clients make it grow.
            results[dialect].Add(number == 0 ? result : result with { MemoryPerConnection = null });
        });
        return [.. options.Dialects.Select(dialect => new BenchRow(dialect, Result.MedianOf(results[dialect]), results[dialect]))];
    }

    private static async Task<Result> MeasureAsync(BenchOptions options, BenchDialect dialect)
    {
        var work = Work.All.Single(static work => work.Kind == WorkKind.States).With(options.Connections) with { RoomNames = options.Rooms.Count > 0 ? options.Rooms : [""] };
        try
        {
            return await Measurement.RunAsync(work, dialect.Wire(), options.Server, options.Processes, options.WarmUp, options.Window);
        }
        catch (Exception failed) when (failed is NotSupportedException or InvalidDataException or InvalidOperationException or SocketException or IOException)
        {
            return Result.Failed(failed.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>A progress bar on the error stream of a terminal: standard output has only the result.</summary>
    private static async Task ShowAsync(int trials, Func<int, BenchProgress, Task> runAsync)
    {
        if (Console.IsErrorRedirected)
        {
            for (var trial = 0; trial < trials; trial++)
                await runAsync(trial, new BenchProgress(null));
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).StartAsync(async context =>
        {
            for (var trial = 0; trial < trials; trial++)
            {
                var progress = new BenchProgress(context);
                var running = runAsync(trial, progress);
                while (await Task.WhenAny(running, Task.Delay(200)) != running)
                    progress.Advance();
                await running;
                progress.End();
            }
        });
    }
}

/// <summary>One trial as a progress bar, by the time that it takes.</summary>
internal sealed class BenchProgress(ProgressContext? context)
{
    private ProgressTask? _task;
    private double _begun;

    public void Begin(string title, TimeSpan length)
    {
        _begun = Clock.Milliseconds;
        _task = context?.AddTask(Markup.Escape(title), maxValue: length.TotalMilliseconds);
    }

    public void Advance() => _task?.Value = Math.Min(Clock.Milliseconds - _begun, 0.99 * _task.MaxValue);

    public void End() => _task?.Value = _task.MaxValue;
}
