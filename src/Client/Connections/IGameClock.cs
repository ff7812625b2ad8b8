namespace Actors.Client;

/// <summary>A client's clock; the machine's own unless the options set another, as in tests.</summary>
public interface IGameClock
{
    /// <summary>Monotonic milliseconds, with fractions.</summary>
    double Milliseconds { get; }

    /// <summary>Milliseconds since 1970.</summary>
    double UnixMilliseconds { get; }
}
