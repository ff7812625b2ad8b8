using System.Runtime.InteropServices;

namespace Actors.Hosting.Startup;

/// <summary>
/// SIGHUP, by which operators have a server read its files again. It is also how a terminal says that it has been closed, which ends the program as any other that was started there: the two are
/// told apart by whether the terminal is still there.
/// </summary>
internal static class Hangups
{
    private const string Terminal = "/dev/tty";

    /// <returns>Ends it; null where there is no such signal.</returns>
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
            // What has come of it is in the log.
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
