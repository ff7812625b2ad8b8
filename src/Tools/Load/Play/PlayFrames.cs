using Actors.Tools.Common;

namespace Actors.Tools.Load.Play;

/// <summary>When the frames of one client came, whatever socket brought them.</summary>
internal sealed class PlayFrames
{
    private readonly Lock _lock = new();
    private readonly List<double> _phases = [0];
    private double _last;
    private bool _ended;

    public long Count { get; private set; }

    /// <summary>Between two frames that follow each other, in milliseconds.</summary>
    public double LongestGap => Phases.Max();

    /// <summary>The longest gap of each phase, in milliseconds; one that spans two counts whole, in the one in which it ended.</summary>
    public IReadOnlyList<double> Phases
    {
        get
        {
            lock (_lock)
                return [.. _phases];
        }
    }

    /// <summary>From now on gaps are the next phase's.</summary>
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

    /// <summary>Nobody walks any more, so none need come; the gap that is open counts up to now.</summary>
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
