using System.Globalization;
using Spectre.Console;

namespace Actors.Tools.Load;

/// <summary>The live table: redrawn twice a second while the run lasts.</summary>
internal static class LoadTable
{
    public static Task ShowAsync(LoadStats stats, Task run) => AnsiConsole.Live(Draw(stats)).StartAsync(async context =>
    {
        while (await Task.WhenAny(run, Task.Delay(500)) != run)
            context.UpdateTarget(Draw(stats));
    });

    private static Table Draw(LoadStats stats)
    {
        var table = new Table().AddColumns("open", "lost", "frames", "bytes", "round trip p50 ms", "p99 ms", "errors");
        return table.AddRow(
            Show(stats.Open), Alarm(stats.Lost), Show(stats.Frames), Show(stats.Bytes),
            Show(stats.RoundTrip.Percentile(0.5) / 1000.0), Show(stats.RoundTrip.Percentile(0.99) / 1000.0), Alarm(stats.Errors.Values.Sum()));
    }

    private static string Alarm(long count) => count > 0 ? $"[red bold]{Show(count)}[/]" : Show(count);

    private static string Show(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
