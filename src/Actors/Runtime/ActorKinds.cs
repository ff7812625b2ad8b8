using System.Diagnostics.Metrics;
using Actors.Runtime.Cells;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>
/// Actors of one kind, that is with the same first segment in their paths: what metrics and logs speak of. Knows all that are
/// alive by a list through the cells themselves, which costs an actor two references and no entry in a table.
/// </summary>
internal sealed class ActorKind(string name, ILogger logger)
{
    private readonly Lock _lock = new();
    private ActorCell? _first;
    private int _alive;
    private long _turns;
    private long _messages;

    public string Name => name;

    public ILogger Logger => logger;

    public KeyValuePair<string, object?> Tag { get; } = new("actor.kind", name);

    public int Alive => Volatile.Read(ref _alive);

    public long Turns => Volatile.Read(ref _turns);

    public long Messages => Volatile.Read(ref _messages);

    public void Turned(int received)
    {
        Interlocked.Increment(ref _turns);
        if (received > 0)
            Interlocked.Add(ref _messages, received);
    }

    public void Add(ActorCell cell)
    {
        lock (_lock)
        {
            cell.NextOfKind = _first;
            if (_first is not null)
                _first.PreviousOfKind = cell;
            _first = cell;
            _alive++;
        }
    }

    public void Remove(ActorCell cell)
    {
        lock (_lock)
        {
            if (cell.PreviousOfKind is null)
                _first = cell.NextOfKind;
            else
                cell.PreviousOfKind.NextOfKind = cell.NextOfKind;
            if (cell.NextOfKind is not null)
                cell.NextOfKind.PreviousOfKind = cell.PreviousOfKind;
            cell.PreviousOfKind = cell.NextOfKind = null;
            _alive--;
        }
    }

    /// <summary>Walks all mailboxes: for a scrape every few seconds, not for a message.</summary>
    public (long Total, long Max) Depth()
    {
        lock (_lock)
        {
            long total = 0, max = 0;
            for (var cell = _first; cell is not null; cell = cell.NextOfKind)
            {
                long depth = cell.MailboxDepth;
                total += depth;
                max = Math.Max(max, depth);
            }
            return (total, max);
        }
    }
}

/// <summary>The kinds of one runtime. Names come from code, but the bound keeps a mistake from growing the metrics.</summary>
internal sealed class ActorKinds(ILoggerFactory loggers)
{
    private const int MaxKinds = 64;
    private const string Other = "other";

    private readonly Dictionary<string, ActorKind> _kinds = [];
    private readonly Lock _lock = new();

    public ActorKind Of(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? path.AsSpan() : path.AsSpan(0, slash);
        lock (_lock)
        {
            var byName = _kinds.GetAlternateLookup<ReadOnlySpan<char>>();
            if (byName.TryGetValue(name, out var kind))
                return kind;
            var own = _kinds.Count < MaxKinds ? name.ToString() : Other;
            if (_kinds.TryGetValue(own, out kind))
                return kind;
            kind = new ActorKind(own, loggers.CreateLogger($"Actors.{own}"));
            return _kinds[own] = kind;
        }
    }

    public IEnumerable<Measurement<long>> Alive() => All().Select(kind => new Measurement<long>(kind.Alive, kind.Tag));

    public IEnumerable<Measurement<long>> Turns() => All().Select(kind => new Measurement<long>(kind.Turns, kind.Tag));

    public IEnumerable<Measurement<long>> Messages() => All().Select(kind => new Measurement<long>(kind.Messages, kind.Tag));

    public IEnumerable<Measurement<long>> TotalDepth() => All().Select(kind => new Measurement<long>(kind.Depth().Total, kind.Tag));

    public IEnumerable<Measurement<long>> MaxDepth() => All().Select(kind => new Measurement<long>(kind.Depth().Max, kind.Tag));

    private ActorKind[] All()
    {
        lock (_lock)
            return [.. _kinds.Values];
    }
}
