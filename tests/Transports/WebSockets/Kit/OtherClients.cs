using System.Diagnostics;
using System.Net.WebSockets;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>Clients that others have written.</summary>
internal static class OtherClients
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Whether Debian's python3-websockets is installed.</summary>
    public static async Task<bool> HasPythonAsync() => File.Exists(Python) && await RunPythonAsync("import websockets") == "0:";

    /// <returns>The exit code, a colon, and what it complained of when that is not 0.</returns>
    public static async Task<string> RunPythonAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", script]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = await Soon.Within(process.StandardError.ReadToEndAsync());
        await Soon.Within(process.WaitForExitAsync());
        return $"{process.ExitCode}:{(process.ExitCode == 0 ? "" : errors)}";
    }

    /// <summary>A whole message.</summary>
    public static async Task<byte[]> ReceiveAsync(this ClientWebSocket client)
    {
        var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await Soon.Within(client.ReceiveAsync(buffer, CancellationToken.None));
            all.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);
        return all.ToArray();
    }
}
