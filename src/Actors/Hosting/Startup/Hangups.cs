using System.Runtime.InteropServices;

namespace Actors.Hosting.Startup;

/// <summary>
/// SIGHUP, by which operators make a server read its files again. A terminal that is closed sends it too, which ends the program like any other that was started there. The two are
/// distinguished by whether the terminal still exists.
/// </summary>
internal static class Hangups
{
    private const string Terminal = "/dev/tty";

    /// <returns>Stops following the signal when disposed; null where there is no such signal.</returns>
    public static IDisposable? Follow(INodeServer server)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var hadTerminal = HasTerminal();
        return PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            if (hadTerminal && !HasTerminal())
                return;
            signal.Cancel = true;
            // The outcome is in the log.
            _ = Task.Run(() => server.ReloadAsync(CancellationToken.None));
        });
    }

    private static bool HasTerminal()
    {
        try
        {
            using var terminal = File.OpenHandle(Terminal);
            return true;
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
