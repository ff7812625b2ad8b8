namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>Clients by other authors.</summary>
internal static class OtherClients
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Runs a script that uses Debian's python3-websockets.</summary>
    /// <returns>The exit code, a colon, and what it complained of when that is not 0.</returns>
    public static async Task<string> RunPythonAsync(string script)
    {
        var (code, _, errors) = await Programs.RunAsync(Python, ["-c", script]);
        return $"{code}:{(code == 0 ? "" : errors)}";
    }
}
