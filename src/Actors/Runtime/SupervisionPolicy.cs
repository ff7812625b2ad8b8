namespace Actors.Runtime;

/// <summary>
/// What becomes of an actor that throws. It is always this actor alone, and the exception is always logged with the message
/// that caused it.
/// </summary>
public sealed record SupervisionPolicy
{
    private SupervisionPolicy()
    {
    }

    /// <summary>The actor stops; who watches it is told <see cref="StopCause.Failed"/>.</summary>
    public static SupervisionPolicy Stop { get; } = new();

    /// <summary>How many failures within <see cref="Within"/> are answered by a new instance; the next one is the last. Zero: stop at once.</summary>
    public int MaxRetries { get; private init; }

    public TimeSpan Within { get; private init; }

    /// <summary>The wait before the first new instance; it doubles with every further failure within the window, up to the window.</summary>
    public TimeSpan Backoff { get; private init; }

    /// <summary>
    /// The old instance is stopped (its children, timers, watches and work with it), and after a wait the factory makes a new one
    /// behind the same ref. The mailbox is kept; the message that failed is not received again. One failure too many within the
    /// window and the actor is given up: who watches it is told <see cref="StopCause.Quarantined"/>.
    /// </summary>
    public static SupervisionPolicy Restart(int maxRetries, TimeSpan within, TimeSpan backoff)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRetries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoff, TimeSpan.Zero);
        return new SupervisionPolicy { MaxRetries = maxRetries, Within = within, Backoff = backoff };
    }

    internal TimeSpan BackoffBefore(int retry)
    {
        var wait = Backoff;
        for (var i = 1; i < retry && wait < Within; i++)
            wait *= 2;
        return wait < Within ? wait : Within;
    }
}
