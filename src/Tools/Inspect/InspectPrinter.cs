using System.Globalization;
using Actors.Tools.Common;

namespace Actors.Tools.Inspect;

internal enum Way
{
    None,
    ToTarget,
    ToClient,
}

/// <summary>One line for everything that happened: seconds since the start, connection, direction, kind, length, content; cut to a width.</summary>
internal sealed class InspectPrinter(TextWriter output, int width, bool raw)
{
    private readonly double _start = Clock.Milliseconds;
    private readonly Lock _lock = new();

    public int Width => width;

    /// <summary>Contents are shown as bytes, not decoded.</summary>
    public bool Raw => raw;

    /// <param name="length">Bytes; negative where that says nothing.</param>
    public void Print(int connection, Way way, string kind, long length, string content)
    {
        var arrow = way switch { Way.ToTarget => "->", Way.ToClient => "<-", _ => "--" };
        lock (_lock)
        {
            // Taken within the lock, so that lines stand in the order of their times.
            var seconds = (Clock.Milliseconds - _start) / 1000;
            var size = length < 0 ? "" : length.ToString(CultureInfo.InvariantCulture);
            var line = string.Create(CultureInfo.InvariantCulture, $"{seconds,8:0.000} #{connection,-3} {arrow} {kind,-12} {size,6}  {content}");
            output.WriteLine(line.Length <= width ? line.TrimEnd() : string.Concat(line.AsSpan(0, width - 3), "..."));
        }
    }
}
