using Actors.Tools.Common;

namespace Actors.Tools.Load.Play;

/// <summary>When the frames of one client arrived, on whichever socket.</summary>
internal sealed class PlayFrames
{
    private readonly Lock _lock = new();
    private readonly List<double> _phases = [0];
    private double _last;
    private bool _ended;

    public long Count { get; private set; }

    /// <summary>The longest time between two consecutive frames, in milliseconds.</summary>
    public double LongestGap => Phases.Max();

    /// <summary>The longest gap of each phase, in milliseconds; a gap that spans two phases counts fully for the one in which it ended.</summary>
    public IReadOnlyList<double> Phases
    {
        get
        {
            lock (_lock)
                return [.. _phases];
        }
    }

    /// <summary>From now on gaps count for the next phase.</summary>
    public void BeginPhase()
    {
        lock (_lock)
            _phases.Add(0);
    }

    public void Came()
    {
        lock (_lock)
        {
            if (_ended)
                return;
            Measure();
            Count++;
            _last = Clock.Milliseconds;
        }
    }

    /// <summary>Nobody walks any more, so no frames need come; the current gap counts up to now.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (!_ended)
                Measure();
            _ended = true;
        }
    }

    private void Measure()
    {
        if (_last > 0)
            _phases[^1] = Math.Max(_phases[^1], Clock.Milliseconds - _last);
    }
}
