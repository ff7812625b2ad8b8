using System.Globalization;
using System.Text;

namespace Actors.Bench.Rooms;

/// <summary>One run, as a table for people.</summary>
internal sealed record Report(Settings Settings, Moment Before, Moment After, TickMeter Meter, long Turns, long FramesTaken, long Memory)
{
    public string ToText()
    {
        var seconds = TimeProvider.System.GetElapsedTime(Before.Timestamp, After.Timestamp).TotalSeconds;
        var cpu = After.Usage.Cpu - Before.Usage.Cpu;
        var expected = seconds * 20 * Settings.Rooms;
        var allocated = After.Allocated - Before.Allocated;
        var text = new StringBuilder();
        text.AppendLine("| | |\n|---|--:|");
        Row("rooms x players, watched", $"{Settings.Rooms} x {Settings.Players}, {Settings.Watched}");
        Row("lateness p50, p99, p99.9, max", $"{Meter.Lateness(0.5):0.00}, {Meter.Lateness(0.99):0.00}, {Meter.Lateness(0.999):0.00}, {Meter.Lateness(1):0.00} ms");
        Row("room ticks, of those due", $"{Meter.Steps}, {100 * Meter.Steps / expected:0.0} %");
        Row("of them made up for later; skipped", $"{Meter.Steps - Meter.Ticks}; {Meter.Skipped}");
        Row("core busy", $"{100 * cpu / seconds:0.0} %");
        Row("CPU a room tick, with its inputs", $"{1e6 * cpu / Meter.Steps:0.00} us");
        Row("of it kernel", $"{1e6 * (After.Usage.Kernel - Before.Usage.Kernel) / Meter.Steps:0.00} us");
        Row("inputs a second", $"{Turns / seconds:0}");
        Row("frames taken a second", $"{FramesTaken / seconds:0}");
        Row("allocated a room tick, with its inputs", $"{(double)allocated / Meter.Steps:0} B");
        Row("collections, paused", $"{After.Collections - Before.Collections}, {(After.Paused - Before.Paused).TotalMilliseconds:0.0} ms");
        Row("waited for the core", $"{100 * (After.Waited - Before.Waited) / seconds:0.0} %");
        Row("memory a player", $"{Memory / 1024.0 / Settings.AllPlayers:0.00} KB");
        return text.ToString();

        void Row(string name, FormattableString value) => text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value.ToString(CultureInfo.InvariantCulture)} |");
    }
}
