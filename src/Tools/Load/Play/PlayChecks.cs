namespace Actors.Tools.Load.Play;

/// <summary>
/// The requests of one client and their answers. It checks the rules: each command is answered once, in order, and a client that has taken an item and not
/// dropped it holds the item.
/// </summary>
internal sealed class PlayChecks
{
    private const int MaxUnanswered = 16;
    private const int MaxFaults = 8;
    private readonly Lock _lock = new();
    private readonly List<PlayCommand> _unanswered = [];
    private readonly SortedDictionary<string, int> _held = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private long _newest;

    /// <summary>A durable change was acknowledged: a client that reconnects must be the same player.</summary>
    public bool HasPersistedChanges { get; private set; }

    public Dictionary<string, int> Done { get; } = [];

    public Dictionary<string, int> Refused { get; } = [];

    public int FaultCount { get; private set; }

    /// <summary>The first few.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public IReadOnlyList<PlayCommand> Pending
    {
        get
        {
            lock (_lock)
                return [.. _unanswered];
        }
    }

    public IReadOnlyList<string> Held
    {
        get
        {
            lock (_lock)
                return [.. _held.SelectMany(static held => Enumerable.Repeat(held.Key, held.Value))];
        }
    }

    /// <summary>Null if as many commands are unanswered as a client may have.</summary>
    public PlayCommand? Ask(string verb, string? argument, bool isItem)
    {
        lock (_lock)
        {
            if (_unanswered.Count == MaxUnanswered)
                return null;
            var command = new PlayCommand(++_newest, verb, isItem ? argument : null, argument is null ? verb : $"{verb} {argument}");
            _unanswered.Add(command);
            return command;
        }
    }

    public void Answer(long id, bool ok, string? code)
    {
        lock (_lock)
        {
            var at = _unanswered.FindIndex(command => command.Id == id);
            if (at < 0)
            {
                Fault(id > 0 && id <= _newest ? $"command {id} was answered twice" : $"command {id} was answered and never asked");
                return;
            }
            if (at > 0)
                Fault($"command {id} was answered before command {_unanswered[0].Id}");
            var command = _unanswered[at];
            _unanswered.RemoveAt(at);
            if (!ok)
                Count(Refused, code ?? "no code");
            else
                Accept(command);
        }
    }

    /// <summary>Checks whether the server shows what its answers have promised.</summary>
    public void Compare(IEnumerable<string> shown)
    {
        var (theirs, ours) = (shown.Order(StringComparer.Ordinal).ToArray(), Held);
        if (!theirs.SequenceEqual(ours))
            Fault($"holds [{string.Join(", ", theirs)}], and was told [{string.Join(", ", ours)}]");
    }

    public void Fault(string what)
    {
        lock (_lock)
        {
            FaultCount++;
            if (_faults.Count < MaxFaults)
                _faults.Add(what);
        }
    }

    private void Accept(PlayCommand command)
    {
        Count(Done, command.Verb);
        HasPersistedChanges |= command.Verb is "take" or "drop";
        if (command is { Verb: "take", Item: { } taken })
            Count(_held, taken);
        else if (command is { Verb: "drop", Item: { } dropped } && _held.TryGetValue(dropped, out var many))
        {
            if (many > 1)
                _held[dropped] = many - 1;
            else
                _held.Remove(dropped);
        }
        else if (command.Verb == "drop")
            Fault($"dropped {command.Item}, which it never took");
    }

    private static void Count(IDictionary<string, int> counts, string what) => counts[what] = counts.TryGetValue(what, out var before) ? before + 1 : 1;
}
