using Actors.Tools.Common.Terminal;

namespace Actors.Tools.Common;

internal static class Failure
{
    /// <summary>Writes the problem to the error stream; returns the exit code.</summary>
    public static int Say(string problem)
    {
        Output.WriteError(problem);
        return 1;
    }
}
