using System.Diagnostics;
using System.Text;

namespace Actors.Client.Tests.Sockets;

/// <summary>samples/Terminal, as a person plays it.</summary>
[Collection(nameof(Servers))]
public sealed class TerminalTests(Servers servers)
{
    [Fact]
    public async Task The_terminal_draws_the_room_and_a_player_walks_and_talks()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Terminal.dll"), servers.Address, "Tess"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        using var terminal = Process.Start(start)!;
        try
        {
            var screen = new Screen(terminal.StandardOutput);
            await screen.ShowsAsync(static rows => rows[0].StartsWith("The Plaza", StringComparison.Ordinal) && rows[0].Contains("Tess: 100 of 100", StringComparison.Ordinal));
            var (column, row) = screen.Find('@');
            Assert.Contains('#', string.Concat(screen.Rows));
            Assert.Contains('+', screen.Rows[1]);

            await terminal.StandardInput.WriteAsync("d");
            await screen.ShowsAsync(_ => screen.Find('@').Column > column + 2);
            await terminal.StandardInput.WriteAsync("x\nsay anybody here?\n\nmoonwalk\n");
            await screen.ShowsAsync(static rows => rows.Any(static line => line.StartsWith("You say: anybody here?", StringComparison.Ordinal)));
            await screen.ShowsAsync(static rows => rows.Any(static line => line.Contains("(unknown_command)", StringComparison.Ordinal)));
            Assert.Equal(row, screen.Find('@').Row);

            await terminal.StandardInput.WriteAsync("q");
            await terminal.WaitForExitAsync().Soon();
            Assert.Equal((0, ""), (terminal.ExitCode, await terminal.StandardError.ReadToEndAsync()));
        }
        finally
        {
            if (!terminal.HasExited)
                terminal.Kill();
        }
    }

    /// <summary>What a terminal would show.</summary>
    private sealed class Screen(StreamReader output)
    {
        private const string Home = "\e[H", Clear = "\e[K";

        private readonly StringBuilder _unread = new();
        private readonly char[] _buffer = new char[4096];

        public string[] Rows { get; private set; } = [];

        public (int Column, int Row) Find(char what)
        {
            var row = Array.FindIndex(Rows, line => line.Contains(what, StringComparison.Ordinal));
            return (Rows[row].IndexOf(what, StringComparison.Ordinal), row);
        }

        public async Task ShowsAsync(Func<string[], bool> expected)
        {
            do
                await NextAsync();
            while (!expected(Rows));
        }

        private async Task NextAsync()
        {
            while (true)
            {
                var text = _unread.ToString();
                var end = text.IndexOf(Home, Math.Min(1, text.Length), StringComparison.Ordinal);
                if (end > 0)
                {
                    Rows = [.. text[..end].Replace(Home, "", StringComparison.Ordinal).Split($"{Clear}\n").Select(static line => line.Replace(Clear, "", StringComparison.Ordinal))];
                    _unread.Remove(0, end);
                    return;
                }
                var read = await output.ReadAsync(_buffer).AsTask().Soon();
                Assert.True(read > 0, $"It ended, and showed:\n{string.Join('\n', Rows)}\n{text}");
                _unread.Append(_buffer, 0, read);
            }
        }
    }
}
