using Actors.Tools.Common.Terminal;
using Actors.Tools.Inspect;
using Spectre.Console;

namespace Actors.Tools.Tests.Terminal;

public sealed class LineTests
{
    /// <summary>The line as a terminal with the sixteen colours of its theme receives it.</summary>
    internal static string InColours(Line line) => Written(line, new AnsiCapabilities { Ansi = true, ColorSystem = ColorSystem.Standard });

    [Theory]
    [InlineData(false, null, "xterm", ColorSystem.Standard)]
    [InlineData(false, "", "xterm", ColorSystem.Standard)]
    [InlineData(false, "1", "xterm", ColorSystem.NoColors)]
    [InlineData(false, null, "dumb", ColorSystem.NoColors)]
    [InlineData(true, null, "xterm", ColorSystem.NoColors)]
    public void Colours_are_off_for_files_dumb_terminals_and_NO_COLOR(bool isRedirected, string? noColor, string term, ColorSystem colours)
    {
        var capabilities = new AnsiCapabilities { Ansi = true, ColorSystem = ColorSystem.Standard };
        Output.Restrict(capabilities, isRedirected, name => name switch { "NO_COLOR" => noColor, "TERM" => term, _ => null });
        Assert.Equal(colours, capabilities.ColorSystem);
        Assert.Equal(!isRedirected && term != "dumb", capabilities.Ansi);
    }

    [Fact]
    public void A_file_gets_plain_text_and_a_terminal_without_colours_gets_bold()
    {
        var line = new Line("late", Look.Bad).Add(" rooms");
        Assert.Equal("late rooms", Written(line, new AnsiCapabilities { Ansi = false, ColorSystem = ColorSystem.NoColors }));
        Assert.Equal("\e[1mlate\e[0m rooms", Written(line, new AnsiCapabilities { Ansi = true, ColorSystem = ColorSystem.NoColors }));
        Assert.Equal("\e[1;31mlate\e[0m rooms", InColours(line));
    }

    [Theory]
    [InlineData("plaza", 8, "plaza   ")]
    [InlineData("plaza", 5, "plaza")]
    [InlineData("marketplace", 8, "marketp…")]
    [InlineData("a\e[2Jb", 8, "a?[2Jb  ")]
    [InlineData("市場の広場", 8, "市場の… ")]
    [InlineData("plaza", 1, "…")]
    [InlineData("plaza", 0, "")]
    public void Fit_pads_or_cuts_text_and_replaces_escape_characters(string text, int width, string fitting) => Assert.Equal(fitting, new Line(text).Fit(width).ToString());

    [Fact]
    public void Cut_text_keeps_its_colours() => Assert.Equal("\e[32mgo\e[0m \e[1;31mla…\e[0m", InColours(new Line("go", Look.Good).Add(" ").Add("later", Look.Bad).Cut(6)));

    [Theory]
    [InlineData(6, "one|two|three")]
    [InlineData(7, "one two|three")]
    [InlineData(13, "one two three")]
    [InlineData(4, "one|two|thre|e")]
    public void A_line_wraps_at_spaces_and_splits_only_overlong_words(int width, string lines) =>
        Assert.Equal(lines, string.Join('|', new Line("one two three").Wrap(width).Select(static line => line.ToString())));

    [Fact]
    public void Messages_of_each_direction_have_a_colour_of_their_own_and_a_file_has_none()
    {
        var (terminal, file) = (new StringWriter(), new StringWriter());
        foreach (var printer in new[] { new InspectPrinter(terminal, 60, raw: false, new AnsiCapabilities { Ansi = true, ColorSystem = ColorSystem.Standard }),
            new InspectPrinter(file, 60, raw: false) })
        {
            printer.Print(1, Way.ToTarget, "text FM", 2, "hi");
            printer.Print(1, Way.ToClient, "text F", 90, new string('x', 90));
        }
        Assert.Contains("\e[36m->\e[0m text FM", terminal.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[32m<-\e[0m text F", terminal.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"^ +0\.\d{3} #1   -> text FM +2  hi\n +0\.\d{3} #1   <- text F +90  x+\.\.\.\n$", file.ToString());
        Assert.Equal(60, file.ToString().Split('\n')[1].Length);
    }

    private static string Written(Line line, AnsiCapabilities capabilities)
    {
        var text = new StringWriter();
        line.WriteTo(new AnsiWriter(text, capabilities));
        return text.ToString();
    }
}
