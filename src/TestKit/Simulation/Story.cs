using System.Globalization;

namespace Actors.TestKit.Simulation;

/// <summary>The events of a run, in words and at virtual times: the last lines explain a failure; lines of a scenario are part of the run's hash.</summary>
public sealed class Story(SimulationLoop loop)
{
    private const int MaxNotified = 4000;

    /// <summary>Fewer: a node in trouble logs the same line twice a second, which must not push out what led to it.</summary>
    private const int MaxLogged = 200;

    private readonly Queue<(TimeSpan At, string Text)> _told = [];
    private readonly Queue<(TimeSpan At, string Text)> _logged = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>In the order of virtual time: a line each.</summary>
    public IEnumerable<string> Lines => _told.Concat(_logged).OrderBy(static line => line.At).Select(static line => line.Text);

    /// <summary>How many lines so far, times aside, begin with a text such as "b: terminated".</summary>
    public int Count(string text) => _counts.Where(pair => pair.Key.StartsWith(text, StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Adds what a node, or the scenario, has done now.</summary>
    public void Tell(string who, string what)
    {
        loop.Note($"{who}: {what}");
        Add(_told, MaxNotified, who, what);
    }

    /// <summary>What Akka logs is for people and not for the hash: a text may have a stack trace in it, and that depends on what the compiler has inlined so far.</summary>
    internal void TellUnhashed(string who, string what) => Add(_logged, MaxLogged, who, what);

    private void Add(Queue<(TimeSpan At, string Text)> lines, int most, string who, string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{loop.Elapsed.TotalMilliseconds,12:F3} {who}: {what}");
        _counts[$"{who}: {what}"] = _counts.GetValueOrDefault($"{who}: {what}") + 1;
        lines.Enqueue((loop.Elapsed, line));
        if (lines.Count > most)
            lines.Dequeue();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines);
}
