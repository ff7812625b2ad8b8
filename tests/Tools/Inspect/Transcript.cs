using System.Text.RegularExpressions;
using Actors.Tools.Inspect;

namespace Actors.Tools.Tests.Inspect;

/// <summary>What was printed, without the times.</summary>
internal sealed partial class Transcript
{
    private readonly StringWriter _output = new();

    public Transcript(int width = 400, bool raw = false) => Printer = new InspectPrinter(TextWriter.Synchronized(_output), width, raw);

    public InspectPrinter Printer { get; }

    public string[] Lines => [.. Raw.Select(line => Spaces().Replace(Time().Replace(line, ""), " "))];

    public string[] Raw
    {
        get
        {
            lock (Printer)
                return _output.GetStringBuilder().ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    [GeneratedRegex(@"^ *\d+\.\d{3} ")]
    private static partial Regex Time();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
