namespace Actors.World;

/// <summary>
/// The instance that a room belongs to, as rules see and change it. Its state is that of its entry, the room through which players come in. In its other rooms,
/// rules can end it and read how it was opened. It belongs to its room, as <see cref="RoomState"/> does.
/// </summary>
/// <remarks>It acts by itself only at the end of the room's input or step, when all that rules have done with it is known.</remarks>
public sealed class RoomInstance
{
    private readonly RoomState _room;
    private bool _isToEnd;
    private bool _isReportDue;
    private string? _result;

    internal RoomInstance(RoomState room, InstanceRecord record)
    {
        (_room, Record) = (room, record);
        // This activation sends the report that was due when the one before it ended. Of an instance that nobody has been in, the opener knows everything.
        _isReportDue = record is { IsNew: false, HasEnded: false };
        NoteEmptiness();
    }

    /// <summary>The name of its set of rooms in content.</summary>
    public string Set => Record.Set;

    /// <summary>The room through which players come in.</summary>
    public RoomId Entry => Record.Entry;

    /// <summary>Whether this room is the entry.</summary>
    public bool IsEntry => Record.Entry == _room.Id;

    /// <summary>The room that has opened it. Its players go there when it ends.</summary>
    public RoomId Opener => _room.World.PresentId(_room.Id.Opener!.Value);

    /// <summary>Whether it has ended: nobody can come in any more, and players who are in it are sent away.</summary>
    public bool HasEnded => Record.HasEnded;

    /// <summary>Players in all its rooms, as far as its entry knows.</summary>
    public int Players => _room.PlayerCount + Record.Others.Sum(static other => other.Players);

    /// <summary>How many players may be in all its rooms together.</summary>
    public int Capacity => Record.Capacity;

    /// <summary>Whether it stays open when it is empty, until a rule ends it.</summary>
    public bool IsKept => Record.IsKept;

    /// <summary>The tags shown to players who look for a room.</summary>
    public RoomTags Shown => Record.Shown;

    /// <summary>Who may come in, in ascending order; null: everybody.</summary>
    public IReadOnlyList<PlayerId>? Admitted => Record.Admitted;

    /// <summary>The title in lists.</summary>
    /// <exception cref="RulesException">It is too long, or is set in another room than the entry.</exception>
    public string Title
    {
        get => Record.Title;
        set => Change(value.Length <= ContentLimits.NameLength
            ? Record with { Title = value }
            : throw new RulesException($"An instance's title has {value.Length} characters; at most {ContentLimits.NameLength} are allowed."));
    }

    /// <summary>Whether players find it in lists, and may go into it by its id or its tags.</summary>
    /// <exception cref="RulesException">It is set in another room than the entry.</exception>
    public bool IsListed
    {
        get => Record.IsListed;
        set => Change(Record with { IsListed = value });
    }

    internal InstanceRecord Record { get; private set; }

    /// <summary>The tick since which nobody is in it or on the way to it; null: somebody is, or this is not its entry.</summary>
    internal long? EmptySince { get; private set; }

    /// <summary>The tick at which it ends by itself; null: none, as things are.</summary>
    internal long? NextTick
    {
        get
        {
            if (HasEnded || !IsEntry)
                return null;
            var next = Record.EndTick;
            if (!Record.IsKept && EmptySince + Record.EmptyTicks is { } empty && !(next <= empty))
                next = empty;
            return next;
        }
    }

    /// <summary>Shows a tag to players who look for a room; null removes it.</summary>
    /// <exception cref="RulesException">All tags together would be too long, or this is not the entry.</exception>
    public void Show(string name, string? value) => Change(Record with { Shown = Record.Shown.With(name, value) });

    /// <summary>Admits a player. Does nothing if everybody may come in.</summary>
    /// <exception cref="RulesException">Too many are admitted already, or this is not the entry.</exception>
    public void Admit(PlayerId player)
    {
        CheckEntry();
        if (Record.Admitted is null || Record.Admitted.Contains(player))
            return;
        if (Record.Admitted.Count >= InstanceOptions.MaxAdmitted)
            throw new RulesException($"{InstanceOptions.MaxAdmitted} players may come into {_room.Id} already.");
        Change(Record with { Admitted = [.. Record.Admitted.Append(player).Order()] });
    }

    /// <summary>No longer admits a player. One who is in stays, but a rule can send it away. Does nothing if everybody may come in.</summary>
    /// <exception cref="RulesException">This is not the entry.</exception>
    public void Exclude(PlayerId player)
    {
        CheckEntry();
        if (Record.Admitted?.Contains(player) == true)
            Change(Record with { Admitted = [.. Record.Admitted.Where(other => other != player)] });
    }

    /// <summary>
    /// Ends the instance. In each of its rooms <see cref="RoomHook.Ending"/> is called, then the players are sent to the room that has opened it, and items on the
    /// ground are used up. In that room <see cref="RoomHook.InstanceEnded"/> is called. At the entry this happens with the present input or step, in the other rooms
    /// soon after.
    /// </summary>
    /// <param name="result">Passed to all these hooks.</param>
    /// <exception cref="RulesException">The result is too long.</exception>
    public void End(string? result = null)
    {
        _room.Charge();
        if (HasEnded || _isToEnd)
            return;
        if (result?.Length > RoomState.MaxBodyLength / 2)
            throw new RulesException($"An instance's result has {result.Length} characters; at most {RoomState.MaxBodyLength / 2} are allowed.");
        if (IsEntry)
            (_isToEnd, _result) = (true, result);
        else
            _room.Post(Entry, InstanceMail.End, InstanceMail.Write(result));
    }

    /// <summary>Why a player may not come in; null: it may.</summary>
    /// <param name="from">The room that it comes from; null: it enters the world here, where its row is.</param>
    /// <param name="isByChoice">The player itself has asked for this room, by its id or its tags.</param>
    internal Rejected? Refusal(PlayerId player, RoomId? from, bool isByChoice)
    {
        if (HasEnded || (isByChoice && !(IsEntry && IsListed)))
            return new Rejected(Codes.NoSuchRoom, $"There is no open room called {_room.Id}.");
        if (from?.Key == _room.Id.Key && from is not null)
            return null;
        if (!IsEntry)
            return from is null ? null : new Rejected(Codes.NotAdmitted, $"One does not come into {_room.Definition.Title} from outside.");
        if (Record.Admitted?.Contains(player) == false)
            return new Rejected(Codes.NotAdmitted, $"{Title} is not open to you.");
        return Players + _room.Reserved.Count >= Capacity ? new Rejected(Codes.RoomFull, $"{Title} is full: it holds {Capacity}.") : null;
    }

    internal void NoteEmptiness() => EmptySince = IsEntry && Players == 0 && _room.Reserved.Count == 0 ? EmptySince ?? _room.Tick : null;

    /// <summary>The room has got content's items.</summary>
    internal void Filled() => Record = Record with { IsNew = false };

    /// <summary>Called in each step of the room: the instance may be due to end.</summary>
    internal void Step()
    {
        if (NextTick <= _room.Tick)
            End();
    }

    /// <summary>Counts a player who goes on to another room of the instance, until that room reports how many it has.</summary>
    internal void PassedOn(RoomId to)
    {
        if (IsEntry && to.Key == _room.Id.Key)
            Count(to, (Record.Others.FirstOrDefault(other => other.Room == to)?.Players ?? 0) + 1);
    }

    /// <returns>Whether the mail was for the instance.</returns>
    internal bool TryReceive(RoomMail mail)
    {
        if (mail.From.Key != _room.Id.Key)
            return false;
        switch (mail.Kind)
        {
            case InstanceMail.Players when IsEntry:
                Count(mail.From, InstanceMail.Read<int>(mail));
                break;
            case InstanceMail.End when IsEntry:
                End(InstanceMail.Read<string?>(mail));
                break;
            case InstanceMail.Ended when mail.From == Entry && !HasEnded:
                (_isToEnd, _result) = (true, InstanceMail.Read<string?>(mail));
                break;
        }
        return true;
    }

    /// <summary>The end of an input or a step.</summary>
    internal void Settle()
    {
        if (_isToEnd && !HasEnded)
            Finish();
        NoteEmptiness();
        if (!HasEnded)
            Tell();
        else
            _room.SendAllAway(Opener);
    }

    internal void AddTo(ref StateHash hash)
    {
        hash.Add(Record.Title);
        hash.Add((Record.IsListed ? 1 : 0) + (Record.IsNew ? 2 : 0) + (Record.HasEnded ? 4 : 0) + (_isReportDue ? 8 : 0));
        hash.Add(Record.Capacity);
        hash.Add(Record.Shown.Json);
        foreach (var admitted in Record.Admitted ?? [])
            hash.Add(admitted.Value);
        foreach (var other in Record.Others)
        {
            hash.Add(other.Room.Value);
            hash.Add(other.Players);
        }
        hash.Add(Record.EndTick ?? 0);
        hash.Add(EmptySince ?? -1);
    }

    private void Change(InstanceRecord changed)
    {
        _room.Charge();
        CheckEntry();
        if (HasEnded || changed == Record)
            return;
        Record = changed;
        _isReportDue = true;
        _room.RoomDirty = true;
    }

    private void CheckEntry()
    {
        if (!IsEntry)
            throw new RulesException($"An instance is changed at its entry, {Entry}, not in {_room.Id}: send mail there.");
    }

    private void Count(RoomId room, int players)
    {
        IEnumerable<RoomPlayers> others = Record.Others.Where(other => other.Room != room);
        Record = Record with { Others = [.. (players > 0 ? others.Append(new RoomPlayers(room, players)) : others).OrderBy(static other => other.Room)] };
        _room.RoomDirty = true;
    }

    /// <summary>Reports the newest state: the entry to the opener, another room to the entry. One report is on its way at a time.</summary>
    private void Tell()
    {
        var players = IsEntry ? Players : _room.PlayerCount;
        if (players != Record.Players)
        {
            Record = Record with { Players = players };
            _isReportDue = _room.RoomDirty = true;
        }
        var (to, kind) = IsEntry ? (Opener, InstanceMail.Report) : (Entry, InstanceMail.Players);
        if (!_isReportDue || _room.Mail.Any(mail => mail.Kind == kind))
            return;
        _isReportDue = false;
        _room.Post(to, kind, IsEntry ? InstanceMail.Write(new InstanceReport(Title, players, Capacity, Shown)) : InstanceMail.Write(players));
    }

    private void Finish()
    {
        _room.TellHooks(_result, static (hook, room, result) => hook.Ending(room, result));
        Record = Record with { HasEnded = true, IsListed = false, IsNew = false, Players = 0, Others = [] };
        _room.RoomDirty = true;
        _room.Reserved.Clear();
        if (IsEntry)
        {
            var ended = InstanceMail.Write(_result);
            foreach (var other in _room.World.FindSet(Set).Where(other => other.Id != Entry.Definition))
                _room.Post(Entry.WithDefinition(other.Id), InstanceMail.Ended, ended);
            _room.Post(Opener, InstanceMail.Ended, ended);
        }
        _room.PostGone(Opener);
    }
}
