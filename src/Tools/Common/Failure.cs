using Actors.Tools.Common.Terminal;

namespace Actors.Tools.Common;

internal static class Failure
{
    /// <summary>Says it on the error stream; gives the exit code.</summary>
    public static int Say(string problem)
    {
        Output.WriteError(problem);
        return 1;
    }
}
