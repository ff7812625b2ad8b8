using Spectre.Console;

namespace Actors.Tools.Common.Terminal;

/// <summary>
/// The whole terminal, for a program that redraws it: the alternate screen, which preserves the previous content. One write draws one update, and of that only the lines that have
/// changed: so it does not flicker, and a slow connection to the terminal suffices.
/// Spectre.Console knows the terminal: its control sequences, its colours (none with <c>NO_COLOR</c>), the width of a letter.
/// </summary>
internal sealed class Screen : IDisposable
{
    private const int ToTheEnd = 0;

    private List<string> _shown = [];
    private (int, int) _size;

    public Screen() => Write(static writer => writer.EnterAltScreen().HideCursor());

    /// <summary>Whether this process has a terminal to draw on and keys to read.</summary>
    public static bool IsThere => !Console.IsOutputRedirected && !Console.IsInputRedirected && Output.Capabilities.Ansi;

    /// <summary>The current size in cells: a terminal can be resized at any time. 80 by 24 if it is not known.</summary>
    public static (int Width, int Height) Size
    {
        get
        {
            var (width, height) = (Console.WindowWidth, Console.WindowHeight);
            return width > 0 && height > 0 ? (width, height) : (80, 24);
        }
    }

    /// <param name="lines">From the top; lines that do not fit are left out.</param>
    /// <param name="cursor">Where the user types, from 0; null hides the cursor.</param>
    public void Draw(IReadOnlyList<Line> lines, (int Column, int Row)? cursor = null)
    {
        var (width, height) = Size;
        var picture = lines.Take(height).Select(line => TextOf(line.Cut(width))).ToList();
        // A resized terminal has moved its content.
        var isNew = _size != (width, height);
        Write(writer =>
        {
            writer.HideCursor();
            if (isNew)
                writer.CursorHome().EraseInDisplay(ToTheEnd);
            for (var row = 0; row < Math.Max(picture.Count, _shown.Count); row++)
            {
                var line = row < picture.Count ? picture[row] : "";
                if (isNew || row >= _shown.Count || _shown[row] != line)
                    writer.CursorPosition(row + 1, 1).EraseInLine(ToTheEnd).Write(line);
            }
            if (cursor is var (column, at))
                writer.CursorPosition(at + 1, column + 1).ShowCursor();
        });
        (_shown, _size) = (picture, (width, height));
    }

    public void Dispose() => Write(static writer => writer.ShowCursor().ExitAltScreen());

    private static string TextOf(Line line)
    {
        var text = new StringWriter();
        line.WriteTo(new AnsiWriter(text, Output.Capabilities));
        return text.ToString();
    }

    private static void Write(Action<AnsiWriter> write)
    {
        var text = new StringWriter();
        write(new AnsiWriter(text, Output.Capabilities));
        Console.Out.Write(text.ToString());
        Console.Out.Flush();
    }
}
