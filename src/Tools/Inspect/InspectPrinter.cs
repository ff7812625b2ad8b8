using System.Globalization;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;
using Spectre.Console;

namespace Actors.Tools.Inspect;

internal enum Way
{
    None,
    ToTarget,
    ToClient,
}

/// <summary>One line for each thing that happened: seconds since the start, connection, direction, kind, length, content; cut to a width.</summary>
/// <param name="terminal">The capabilities of the output's terminal; null: it is not a terminal.</param>
internal sealed class InspectPrinter(TextWriter output, int width, bool raw, AnsiCapabilities? terminal = null)
{
    private readonly double _start = Clock.Milliseconds;
    private readonly Lock _lock = new();

    public int Width => width;

    /// <summary>Whether contents are shown as bytes, not decoded.</summary>
    public bool Raw => raw;

    /// <param name="length">Bytes; negative if a length is meaningless.</param>
    public void Print(int connection, Way way, string kind, long length, string content)
    {
        var arrow = way switch { Way.ToTarget => "->", Way.ToClient => "<-", _ => "--" };
        lock (_lock)
        {
            // Taken within the lock, so that lines are in the order of their times.
            var seconds = (Clock.Milliseconds - _start) / 1000;
            var size = length < 0 ? "" : length.ToString(CultureInfo.InvariantCulture);
            var when = string.Create(CultureInfo.InvariantCulture, $"{seconds,8:0.000} #{connection,-3} ");
            var what = string.Create(CultureInfo.InvariantCulture, $" {kind,-12} {size,6}  {content}");
            var left = width - when.Length - arrow.Length;
            what = what.Length <= left ? what.TrimEnd() : string.Concat(what.AsSpan(0, left - 3), "...");
            var look = way switch { Way.ToTarget => Look.Accent, Way.ToClient => Look.Good, _ => Look.Warn };
            Output.Write(new Line(when, Look.Dim).Add(arrow, look).Add(what), output, terminal ?? Output.Plain);
        }
    }
}
