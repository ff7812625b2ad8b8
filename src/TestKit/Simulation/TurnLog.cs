namespace Actors.TestKit.Simulation;

/// <summary>Whose turn it was and when: the last of them for the story of a failure, or all of them to find where two runs part.</summary>
internal sealed class TurnLog
{
    private const int Kept = 24;
    private readonly (TimeSpan At, string? Node, string Who)[] _last = new (TimeSpan, string?, string)[Kept];
    private int _next;

    /// <summary>All turns, where somebody asked for them.</summary>
    public List<string>? All { get; set; }

    public void Add(TimeSpan at, string? node, string who)
    {
        _last[_next++ % Kept] = (at, node, who);
        All?.Add(Line((at, node, who)));
    }

    public override string ToString() => string.Join('\n', Enumerable.Range(Math.Max(0, _next - Kept), Math.Min(_next, Kept)).Select(at => Line(_last[at % Kept])));

    private static string Line((TimeSpan At, string? Node, string Who) turn) => $"  {turn.At} {turn.Node} {turn.Who}";
}
