namespace Actors.Client;

/// <summary>The time of a client; the machine's own unless the options have another, as in tests.</summary>
public interface IGameClock
{
    /// <summary>Milliseconds, with fractions, that only grow.</summary>
    double Milliseconds { get; }

    /// <summary>Milliseconds since 1970.</summary>
    double UnixMilliseconds { get; }
}
