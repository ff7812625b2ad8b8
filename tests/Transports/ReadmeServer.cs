using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Actors.Transports.Tests;

/// <summary>The server that a library's README shows, as a process of its own on a free port.</summary>
internal sealed partial class ReadmeServer : IDisposable
{
    private readonly Process _process;

    private ReadmeServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>The program's text, and the README's.</summary>
    public static (string Program, string Readme) Texts(string library, string host) => (
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Hosts", host, "Program.cs")),
        CodeBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "src", "Transports", library, "README.md"))).Groups["code"].Value);

    public static async Task<ReadmeServer> StartAsync(string host, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, $"Actors.{host}.dll"), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(Eventually.Limit);
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (Listening().Match(line) is { Success: true } listening)
                    return new ReadmeServer(process, int.Parse(listening.Groups["port"].Value));
            }
            throw new InvalidOperationException($"{host} has ended without listening.");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"istening on:? \w+://\S+:(?<port>\d+)")]
    private static partial Regex Listening();
}
