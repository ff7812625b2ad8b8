using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Tools.Common.Terminal;

/// <summary>One line of a screen: texts, each in a style. Widths are in cells of a terminal; a letter may take two.</summary>
internal sealed class Line
{
    private readonly List<Segment> _parts = [];

    public Line()
    {
    }

    public Line(string text, Style? style = null) => Add(text, style);

    public int Width => Segment.CellCount(_parts);

    /// <summary>A control character, as in a name that somebody chose, could control the terminal, so it becomes a question mark.</summary>
    public Line Add(string text, Style? style = null)
    {
        if (text.Length > 0)
            _parts.Add(new Segment(Clean(text), style ?? Style.Plain, null));
        return this;
    }

    public Line Add(Line other)
    {
        _parts.AddRange(other._parts);
        return this;
    }

    /// <summary>Padded with blanks, or cut, to this width.</summary>
    public Line Fit(int width)
    {
        var fitting = Cut(width);
        return fitting.Add(new string(' ', Math.Max(0, width - fitting.Width)));
    }

    /// <summary>No wider than this; a mark at the end shows that it was cut.</summary>
    public Line Cut(int width)
    {
        var line = new Line();
        var left = Width <= width ? width : width - 1;
        foreach (var part in _parts)
        {
            if (part.CellCount() is var cells && cells > left)
            {
                var some = left > 0 ? Segment.Truncate(part, left)?.Text ?? "" : "";
                line.Add(width > 0 ? some + "…" : "", part.Style);
                break;
            }
            line.Add(part.Text, part.Style);
            left -= cells;
        }
        return line;
    }

    /// <summary>As several lines, none wider than this, broken at blanks if there are any.</summary>
    public IEnumerable<Line> Wrap(int width)
    {
        var line = new Line();
        foreach (var (word, style) in _parts.SelectMany(static part => part.Text.Split(' ').Select((word, index) => (index > 0 ? " " + word : word, part.Style))))
        {
            var rest = new Segment(word, style, null);
            if (line.Width > 0 && line.Width + rest.CellCount() > width)
            {
                yield return line;
                (line, rest) = (new Line(), new Segment(word.TrimStart(' '), style, null));
            }
            for (; rest.CellCount() > width && width > 0; rest = rest.Split(width).Second!)
                yield return new Line(rest.Split(width).First.Text, style);
            line.Add(rest.Text, style);
        }
        yield return line;
    }

    public void WriteTo(AnsiWriter writer)
    {
        foreach (var part in _parts)
        {
            if (part.Style == Style.Plain)
                writer.Write(part.Text);
            else
                writer.Write(part.Text, part.Style, null);
        }
    }

    public override string ToString() => string.Concat(_parts.Select(static part => part.Text));

    public static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(static each => char.IsControl(each) ? '?' : each)) : text;
}
