namespace Actors.Client;

/// <summary>The client was closed while a caller waited for its welcome.</summary>
public sealed class ConnectionEndedException : Exception
{
    internal ConnectionEndedException(Ending ending)
        : base($"{ending.Reason} ({ending.Code})") => Ending = ending;

    /// <summary>Why it was closed.</summary>
    public Ending Ending { get; }
}
