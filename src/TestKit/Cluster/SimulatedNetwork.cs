using Actors.Cluster.Links;
using Actors.Runtime;

namespace Actors.TestKit;

/// <summary>
/// The lines between simulated nodes: each message takes its time, those of one direction keep their order, and lines can be cut, in one direction or
/// both, or broken. What is on a line that goes down is lost, and both ends are told, each in its own time, as with TCP.
/// </summary>
public sealed class SimulatedNetwork(SimulationLoop loop, int seed)
{
    private static readonly TimeSpan Redial = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SilenceUntilDown = TimeSpan.FromSeconds(3);

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, SimulatedLinks> _ends = [];
    private readonly Dictionary<(string, string), Line> _lines = [];
    private readonly Dictionary<(string, string), int> _ending = [];
    private readonly HashSet<(string From, string To)> _cuts = [];

    /// <summary>How long a message is under way, at least and at most.</summary>
    public (TimeSpan Least, TimeSpan Most) Delay { get; set; } = (TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(2));

    /// <summary>A node's end of its lines.</summary>
    /// <param name="isPaused">While it answers true nothing is delivered to the node; it waits.</param>
    public ILinks AddNode(string node, Func<bool> isPaused) => _ends[node] = new SimulatedLinks(this, node, isPaused);

    /// <summary>Nothing passes from one node to the other any more: it waits in the line, and after some seconds of silence the line goes down.</summary>
    public void Cut(string from, string to)
    {
        _cuts.Add((from, to));
        if (_lines.TryGetValue(Key(from, to), out var line))
            After(SilenceUntilDown, () => Down(line, onlyIfCut: true));
    }

    /// <summary>What has waited arrives, if the line is still the same.</summary>
    public void Heal(string from, string to)
    {
        _cuts.Remove((from, to));
        if (!_lines.TryGetValue(Key(from, to), out var line))
            return;
        var sender = line.One.Node == from ? line.One : line.Two;
        while (line.Stalled(sender).TryDequeue(out var what))
            Deliver(line, sender, line.Other(sender), what);
    }

    public void HealAll()
    {
        foreach (var (from, to) in _cuts.ToArray())
            Heal(from, to);
    }

    /// <summary>The line breaks now; it is made anew at once.</summary>
    public void Break(string one, string other)
    {
        if (_lines.TryGetValue(Key(one, other), out var line))
            Down(line, onlyIfCut: false);
    }

    /// <summary>The node has died: its lines with it. The others' ends are told.</summary>
    public void Kill(string node)
    {
        if (_ends.TryGetValue(node, out var end))
            Kill(end);
    }

    internal void Kill(SimulatedLinks end)
    {
        end.IsDead = true;
        if (_ends.GetValueOrDefault(end.Node) == end)
            _ends.Remove(end.Node);
        EndLines(end, static _ => true);
    }

    internal void EndLines(SimulatedLinks end, Func<SimulatedLinks, bool> whoseOther) => EndLines(line => line.Has(end) && whoseOther(line.Other(end)));

    /// <summary>Those only that are not so new that the other may not have been read of yet.</summary>
    internal void EndOldLines(SimulatedLinks end, Func<SimulatedLinks, bool> whoseOther) =>
        EndLines(line => line.Has(end) && whoseOther(line.Other(end)) && loop.Elapsed - line.Since > SilenceUntilDown);

    private void EndLines(Func<Line, bool> which)
    {
        foreach (var line in _lines.Values.Where(which).OrderBy(static line => line.One.Node, StringComparer.Ordinal).ThenBy(static line => line.Two.Node, StringComparer.Ordinal).ToArray())
            Down(line, onlyIfCut: false);
    }

    internal void Dial(SimulatedLinks from, string to)
    {
        if (from.IsDead || from.Incarnation == 0 || !from.Wants(to))
            return;
        if (_lines.TryGetValue(Key(from.Node, to), out var before))
        {
            if (before.Has(from))
                return;
            // An earlier process of its name has the line.
            if (before.EndOf(from.Node).Incarnation < from.Incarnation)
                Down(before, onlyIfCut: false);
        }
        if (!_ends.TryGetValue(to, out var other) || !other.IsListening || other.IsPaused || other.Incarnation == 0 || before is not null || from.Refuses(other) || other.Refuses(from) || _ending.ContainsKey(Key(from.Node, to)) || _cuts.Contains((from.Node, to)) || _cuts.Contains((to, from.Node)))
        {
            After(Redial, () => Dial(from, to));
            return;
        }
        var line = new Line(from, other, loop.Elapsed);
        _lines[Key(from.Node, to)] = line;
        DeliverUp(line, other, from);
        DeliverUp(line, from, other);
    }

    internal bool Send(SimulatedLinks from, string to, LinkMessage message)
    {
        if (from.IsDead || !_lines.TryGetValue(Key(from.Node, to), out var line) || !line.IsUp || !line.Has(from))
            return false;
        Deliver(line, from, line.Other(from), (handler, node) => handler.Received(node, message));
        return true;
    }

    private void DeliverUp(Line line, SimulatedLinks from, SimulatedLinks to) => Deliver(line, from, to, (handler, node) =>
    {
        line.Told(to);
        handler.LinkUp(node);
    });

    /// <summary>After the line's delay, behind what is under way in that direction.</summary>
    private void Deliver(Line line, SimulatedLinks from, SimulatedLinks to, Action<ILinkHandler, string> what)
    {
        if (_cuts.Contains((from.Node, to.Node)))
        {
            line.Stalled(from).Enqueue(what);
            return;
        }
        var at = loop.Elapsed + Delay.Least + ((Delay.Most - Delay.Least) * _random.NextDouble());
        at = line.NotBefore(from, at);
        After(at - loop.Elapsed, () =>
        {
            if (line.IsUp)
                to.Deliver(what, from.Node);
        });
    }

    private void Down(Line line, bool onlyIfCut)
    {
        var isCut = _cuts.Contains((line.One.Node, line.Two.Node)) || _cuts.Contains((line.Two.Node, line.One.Node));
        if (!line.IsUp || (onlyIfCut && !isCut))
            return;
        line.IsUp = false;
        var key = Key(line.One.Node, line.Two.Node);
        _lines.Remove(key);
        _ending[key] = _ending.GetValueOrDefault(key) + 2;
        foreach (var (end, other) in new[] { (line.One, line.Two), (line.Two, line.One) })
        {
            var late = Delay.Most * _random.NextDouble();
            After(late, () =>
            {
                end.Deliver(
                    (handler, node) =>
                    {
                        // Who has not been told of the line is not told of its end.
                        if (line.WasTold(end))
                            handler.LinkDown(node);
                    },
                    other.Node);
                if (--_ending[key] == 0)
                    _ending.Remove(key);
                After(Redial, () => Dial(end, other.Node));
            });
        }
    }

    private void After(TimeSpan delay, Action action)
    {
        ITimer? timer = null;
        timer = loop.Time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                action();
            },
            null,
            delay > TimeSpan.Zero ? delay : TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
    }

    private static (string, string) Key(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    private sealed class Line(SimulatedLinks one, SimulatedLinks two, TimeSpan since)
    {
        private readonly Queue<Action<ILinkHandler, string>> _stalledFromOne = new();
        private readonly Queue<Action<ILinkHandler, string>> _stalledFromTwo = new();
        private readonly List<SimulatedLinks> _told = new(2);
        private TimeSpan _lastFromOne;
        private TimeSpan _lastFromTwo;

        public SimulatedLinks One => one;

        public SimulatedLinks Two => two;

        public bool IsUp { get; set; } = true;

        public void Told(SimulatedLinks end) => _told.Add(end);

        public bool WasTold(SimulatedLinks end) => _told.Contains(end);

        public TimeSpan Since => since;

        public bool Has(SimulatedLinks end) => ReferenceEquals(one, end) || ReferenceEquals(two, end);

        public SimulatedLinks EndOf(string node) => one.Node == node ? one : two;

        public SimulatedLinks Other(SimulatedLinks end) => ReferenceEquals(end, one) ? two : one;

        public Queue<Action<ILinkHandler, string>> Stalled(SimulatedLinks from) => ReferenceEquals(from, one) ? _stalledFromOne : _stalledFromTwo;

        public TimeSpan NotBefore(SimulatedLinks from, TimeSpan at)
        {
            ref var last = ref (ReferenceEquals(from, one) ? ref _lastFromOne : ref _lastFromTwo);
            // One tick of the clock apart, so that the order is the timers' own.
            last = at > last ? at : last + TimeSpan.FromTicks(1);
            return last;
        }
    }
}
