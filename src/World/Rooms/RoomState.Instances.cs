namespace Actors.World;

/// <summary>Rooms on demand: the instances that this room has opened, and the one that it belongs to.</summary>
public sealed partial class RoomState
{
    /// <summary>How many instances that a room has opened may be open at once.</summary>
    public const int MaxInstances = 1000;

    private readonly List<ListedRoom> _opened = [];
    private long _lastOpened;

    /// <summary>The instance that the room belongs to; null: it is an ordinary room.</summary>
    public RoomInstance? Instance { get; }

    /// <summary>
    /// The open instances that this room has opened, in that order, as they were last reported: with the players that are in or are leaving this room for it. A copy.
    /// </summary>
    public IReadOnlyList<ListedRoom> Instances
    {
        get
        {
            Spend();
            return [.. _opened.Select(opened => _players.Count(player => player.Departure?.To == opened.Id) is > 0 and var coming ? opened with { Players = opened.Players + coming } : opened)];
        }
    }

    internal IReadOnlyList<ListedRoom> Opened => _opened;

    internal int PlayerCount => _players.Count;

    /// <summary>
    /// Opens a new instance of a set of rooms: all its rooms are created, once and for good, when the changes that are made with this are on disk. Players can be
    /// sent there at once by <see cref="Depart(Player, RoomId, Vector, long)"/>. What happens in it is up to the hooks and systems that run there.
    /// </summary>
    /// <param name="set">The set's name in content, where its rooms say <c>instance: match</c>.</param>
    /// <param name="options">Null: a private instance that ends when it has been empty for a minute.</param>
    /// <returns>The room through which players come in.</returns>
    /// <exception cref="RulesException">Content has no such set, or too many instances of this room are open, or an option is out of bounds.</exception>
    public RoomId OpenInstance(string set, InstanceOptions? options = null)
    {
        Spend();
        var rooms = World.FindSet(set);
        if (rooms.Count == 0)
            throw new RulesException($"Content has no set of rooms called \"{set}\": its rooms say instance: {set}.");
        if (_opened.Count >= MaxInstances)
            throw new RulesException($"{MaxInstances} instances that {Id} has opened are open already.");
        RoomId[] ids = [.. rooms.Select(room => RoomId.Opened(room.Id, Id, _lastOpened + 1))];
        if (Array.Find(ids, static id => id.Value.Length > RoomId.MaxLength) is { Value: { } tooLong })
            throw new RulesException($"Instances open instances to no end: {tooLong} is longer than {RoomId.MaxLength} characters.");
        var record = (options ?? new InstanceOptions()).ToRecord(set, ids[0], rooms, this);
        _lastOpened++;
        _opened.Add(new ListedRoom(record.Entry, set, record.Title, 0, record.Capacity, record.Shown));
        RoomDirty = true;
        Effects.Changes.Add(new InstanceOpened([.. rooms.Select((room, i) => new RoomRecord { Id = ids[i], Zone = room.Zone, Instance = record })]));
        return record.Entry;
    }

    /// <summary>The room that an exit leads to: for a room of the same set, the one in the same instance.</summary>
    public RoomId TargetOf(ExitDefinition exit) =>
        Definition.Set is { } set && Id.Key is not null && World.Rooms.GetValueOrDefault(exit.To)?.Set == set ? Id.WithDefinition(exit.To) : new RoomId(exit.To);

    /// <summary>Counts an operation of a rule on something that belongs to the room.</summary>
    internal void Charge() => Spend();

    /// <summary>Sends away everybody who is not on the way out already, with or without a client. No rule is asked.</summary>
    internal void SendAllAway(RoomId to)
    {
        foreach (var player in _players)
        {
            if (!player.IsDeparting)
                Depart(player, new Departure(player.Id, to, Stored(player, to), null, 0) { IsForced = true });
        }
        // Nobody will ever find the items that they have dropped or left behind.
        foreach (var item in _items.ToArray())
            Consume(item);
    }

    internal void AddInstances(ref StateHash hash)
    {
        Instance?.AddTo(ref hash);
        if (_lastOpened == 0)
            return;
        hash.Add(_lastOpened);
        foreach (var opened in _opened)
        {
            hash.Add(opened.Id.Value);
            hash.Add(opened.Title);
            hash.Add(opened.Players);
            hash.Add(opened.Capacity);
            hash.Add(opened.Shown.Json);
        }
    }

    /// <summary>Skips instances whose rooms content no longer has: they will never report that they have ended.</summary>
    private void RestoreOpened(RoomRecord record)
    {
        _lastOpened = record.LastOpened;
        _opened.AddRange(record.Opened.Where(opened => World.CanExist(opened.Id)));
    }

    /// <summary>Whether a room belongs to an instance that this room has opened and that has ended: its last report has arrived.</summary>
    private bool HasEnded(RoomId room) =>
        room.Opener is { } opener && World.PresentId(opener) == Id && !_opened.Exists(opened => opened.Id.Key == room.Key);

    private void ReceiveOwn(RoomMail mail)
    {
        if (mail.Kind == InstanceMail.Gone)
        {
            _gone[mail.From] = Tick;
            return;
        }
        if (Instance?.TryReceive(mail) == true || _opened.FindIndex(opened => opened.Id == mail.From) is not (>= 0 and var slot))
            return;
        if (mail.Kind == InstanceMail.Report)
        {
            var report = InstanceMail.Read<InstanceReport>(mail);
            _opened[slot] = _opened[slot] with { Title = report.Title, Players = report.Players, Capacity = report.Capacity, Shown = report.Shown };
        }
        else if (mail.Kind == InstanceMail.Ended)
        {
            _opened.RemoveAt(slot);
            ForgetMailWith(room => room.Key == mail.From.Key);
            TellHooks((mail.From, Result: InstanceMail.Read<string?>(mail)), static (hook, room, ended) => hook.InstanceEnded(room, ended.From, ended.Result));
        }
    }
}
