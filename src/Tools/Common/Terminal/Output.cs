using Spectre.Console;

namespace Actors.Tools.Common.Terminal;

/// <summary>Lines for standard output and the error stream, in colours if they go to a terminal that supports them and the user wants them.</summary>
internal static class Output
{
    /// <summary>The capabilities of standard output.</summary>
    public static AnsiCapabilities Capabilities { get; } = CapabilitiesOf(Console.Out, Console.IsOutputRedirected);

    /// <summary>The capabilities of a file.</summary>
    public static AnsiCapabilities Plain { get; } = new() { Ansi = false, ColorSystem = ColorSystem.NoColors };

    public static void Write(Line line) => Write(line, Console.Out, Capabilities);

    /// <summary>A text of one or more lines, all in one style.</summary>
    public static void Write(string text, Style style, TextWriter writer, AnsiCapabilities capabilities)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            Write(new Line(line, style), writer, capabilities);
    }

    public static void WriteError(string text) => Write(text, Look.Bad, Console.Error, CapabilitiesOf(Console.Error, Console.IsErrorRedirected));

    /// <summary>As on no-color.org: any value that is not empty turns colours off.</summary>
    public static void Restrict(AnsiCapabilities capabilities, bool isRedirected, Func<string, string?> environment)
    {
        capabilities.Ansi &= !isRedirected && environment("TERM") is not "dumb";
        if (!string.IsNullOrEmpty(environment("NO_COLOR")) || !capabilities.Ansi)
            capabilities.ColorSystem = ColorSystem.NoColors;
    }

    public static void Write(Line line, TextWriter writer, AnsiCapabilities capabilities)
    {
        var text = new StringWriter();
        line.WriteTo(new AnsiWriter(text, capabilities));
        writer.WriteLine(text.ToString());
    }

    private static AnsiCapabilities CapabilitiesOf(TextWriter writer, bool isRedirected)
    {
        var capabilities = AnsiCapabilities.Create(writer);
        Restrict(capabilities, isRedirected, Environment.GetEnvironmentVariable);
        return capabilities;
    }
}
