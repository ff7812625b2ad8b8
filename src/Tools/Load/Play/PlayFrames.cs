using Actors.Tools.Common;

namespace Actors.Tools.Load.Play;

/// <summary>When the frames of one client came, whatever socket brought them.</summary>
internal sealed class PlayFrames
{
    private readonly Lock _lock = new();
    private double _last;
    private bool _ended;

    public long Count { get; private set; }

    /// <summary>Between two frames that follow each other, in milliseconds.</summary>
    public double LongestGap { get; private set; }

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
            LongestGap = Math.Max(LongestGap, Clock.Milliseconds - _last);
    }
}
