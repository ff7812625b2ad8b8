using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Actors.Tools.Tests.Terminal;

/// <summary>A program in a terminal that a test types into, resizes and looks at. The terminal itself is a script in Python: .NET has none.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    public const string Down = "\e[B", CtrlC = "\u0003";

    /// <summary>The alternate screen.</summary>
    private const string Entered = "\e[?1049h", Gone = "\e[?1049l";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;

    /// <summary>Completes when more has been written.</summary>
    private volatile TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PseudoTerminal(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static PseudoTerminal Start(int columns, int rows, IReadOnlyDictionary<string, string>? environment, params string[] program)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Repository.PathOf("tests", "python", "pseudo_terminal.py"), $"{columns}", $"{rows}", .. program])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["TERM"] = "xterm-256color";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new PseudoTerminal(Process.Start(start)!);
    }

    /// <summary>All that it has written.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public bool IsOnAlternateScreen => Output is var output && output.LastIndexOf(Entered, StringComparison.Ordinal) > output.LastIndexOf(Gone, StringComparison.Ordinal);

    /// <summary>What is on the screen, as lines without colours.</summary>
    public string[] Picture => TerminalPicture.Of(Output);

    public Task TypeAsync(string keys) => CommandAsync($"keys {Convert.ToHexString(Encoding.UTF8.GetBytes(keys))}");

    public Task ResizeAsync(int columns, int rows) => CommandAsync(string.Create(CultureInfo.InvariantCulture, $"size {columns} {rows}"));

    /// <summary>Waits until a picture meets the condition.</summary>
    public async Task<string[]> SeesAsync(Predicate<string[]> holds, string what)
    {
        var over = Task.Delay(Eventually.Limit);
        while (true)
        {
            // Taken before the look: the next look sees what is written meanwhile.
            var (isLast, more) = (over.IsCompleted || _reading.IsCompleted, _more.Task);
            var picture = Picture;
            if (holds(picture))
                return picture;
            Assert.False(isLast, $"Not seen: {what}. The last picture:\n{string.Join('\n', picture)}");
            await Task.WhenAny(more, _reading, over);
        }
    }

    /// <summary>Waits until a line has this text.</summary>
    public Task<string[]> SeesAsync(string text) => SeesAsync(picture => picture.Any(line => line.Contains(text, StringComparison.Ordinal)), text);

    /// <returns>The program's exit code, once it has ended by itself and all that it wrote has been read.</returns>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync().Soon();
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
    }

    private async Task CommandAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var length)
        {
            lock (_output)
                _output.Append(buffer, 0, length);
            var written = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            written.SetResult();
        }
    }
}
