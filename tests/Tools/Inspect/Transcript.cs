using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Actors.Tools.Inspect;

namespace Actors.Tools.Tests.Inspect;

/// <summary>What was printed, without the times. It can be read while connections still print.</summary>
internal sealed partial class Transcript
{
    private readonly LineWriter _output = new();

    public Transcript(int width = 400, bool raw = false) => Printer = new InspectPrinter(_output, width, raw);

    public InspectPrinter Printer { get; }

    public string[] Lines => [.. Raw.Select(line => Spaces().Replace(Time().Replace(line, ""), " "))];

    public string[] Raw => [.. _output.Lines];

    [GeneratedRegex(@"^ *\d+\.\d{3} ")]
    private static partial Regex Time();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    /// <summary>Keeps whole lines, the only thing that a printer writes.</summary>
    private sealed class LineWriter : TextWriter
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => Lines.Enqueue(value!);
    }
}
