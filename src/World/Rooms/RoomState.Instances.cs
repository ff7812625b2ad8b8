namespace Actors.World;

/// <summary>Rooms on demand: the instances that this room has opened, and the one that it is of.</summary>
public sealed partial class RoomState
{
    /// <summary>As many instances that a room has opened may be open.</summary>
    public const int MaxInstances = 1000;

    private readonly List<ListedRoom> _opened = [];
    private long _lastOpened;

    /// <summary>The instance that the room is of; null: it is an ordinary room.</summary>
    public RoomInstance? Instance { get; }

    /// <summary>
    /// What this room has opened and has not ended, in that order, as it was last reported: with the players that are in or have left this room for it. A copy.
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
    /// Opens a new instance of a set of rooms: all its rooms are there, once and for good, when what changes with this is on disk. Players can be sent there at once by
    /// <see cref="Depart(Player, RoomId, Vector, long)"/>. How its rules go on is up to the hooks and systems that run in it.
    /// </summary>
    /// <param name="set">As rooms of content say it: <c>instance: match</c>.</param>
    /// <param name="options">Null: a private instance that is thrown away when it has been empty for a minute.</param>
    /// <returns>The room by which players come in.</returns>
    /// <exception cref="RulesException">Content has no such set, or as many instances of this room are open as may, or an option is out of bounds.</exception>
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

    /// <summary>The room that an exit leads to: of a room of the same set, that of the same instance.</summary>
    public RoomId TargetOf(ExitDefinition exit) =>
        Definition.Set is { } set && Id.Key is not null && World.Rooms.GetValueOrDefault(exit.To)?.Set == set ? Id.WithDefinition(exit.To) : new RoomId(exit.To);

    /// <summary>A rule asks something of what belongs to the room.</summary>
    internal void Charge() => Spend();

    /// <summary>Everybody who is not on the way out already, with or without a client. No rule is asked.</summary>
    internal void SendAllAway(RoomId to)
    {
        foreach (var player in _players)
        {
            if (!player.IsDeparting)
                Depart(player, new Departure(player.Id, to, Stored(player, to), null, 0) { IsForced = true });
        }
        // What they have let fall, or what was left of them, nobody will ever find.
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

    /// <summary>Those whose rooms content does not have any more will never say that they have ended.</summary>
    private void RestoreOpened(RoomRecord record)
    {
        _lastOpened = record.LastOpened;
        _opened.AddRange(record.Opened.Where(opened => World.CanExist(opened.Id)));
    }

    /// <summary>Whether a room is of an instance that this room has opened and that has ended: its last word was heard.</summary>
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
