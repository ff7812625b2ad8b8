namespace Actors.World;

/// <summary>
/// The rules of one room: pure and deterministic. The same definition, saved state and inputs in the same order give the
/// same state hash and the same frames. Nothing but its methods changes it; it knows no clock, thread or wire.
/// </summary>
public sealed class Room
{
    private readonly RoomState _state;
    private readonly RoomStep _step;
    private readonly FrameBuilder _frames;

    /// <summary>A room as it was saved, at a tick of the world.</summary>
    /// <param name="definition">Of <paramref name="world"/>, with the same id as <paramref name="id"/> without its instance.</param>
    /// <param name="saved">What the store has of it; <see cref="Seed"/> gives content's items to a room that has no record yet.</param>
    /// <param name="tick">The last tick that is over.</param>
    public Room(WorldDefinition world, RoomDefinition definition, RoomId id, SavedRoom saved, long tick)
    {
        _state = new RoomState(world, definition, id, saved, tick);
        _step = new RoomStep(_state);
        _frames = new FrameBuilder(_state);
        IsNew = saved.Record is null or { Instance: { IsNew: true } };
    }

    /// <summary>The room's id, which also says which instance it is.</summary>
    public RoomId Id => _state.Id;

    /// <summary>Its definition in content.</summary>
    public RoomDefinition Definition => _state.Definition;

    /// <summary>The content that it belongs to.</summary>
    public WorldDefinition World => _state.World;

    /// <summary>The world tick that this room has reached.</summary>
    public long Tick => _state.Tick;

    /// <summary>The players who are in, in ascending order. Made at each call.</summary>
    public IReadOnlyCollection<PlayerId> Players => [.. _state.Players.Select(static player => player.Id)];

    /// <summary>The next tick at which <see cref="Advance"/> has something to do; null: nothing until the next input.</summary>
    public long? NextWork => _step.NextWork;

    /// <summary>
    /// Receives everything that is done to the room: an input before it takes effect, a step once it is done. So a recording has all that it takes to reproduce the
    /// room; null when nothing is recorded. The receiver must not ask the room for anything but what <see cref="StateHash"/> and its likes answer.
    /// </summary>
    public Action<RecordingLine>? Journal { get; set; }

    /// <summary>The rule that is running, to find out why the room's turn does not end; null: none. May be read from any thread.</summary>
    public string? Running => _state.Running;

    /// <summary>The verb of the last command, as the room's rules have read it; null: they knew none.</summary>
    public string? LastVerb { get; private set; }

    /// <summary>The rule that ran last, not counting those that it has called; null: none has.</summary>
    public string? LastRule => _state.LastRule;

    /// <summary>Whether nobody has been in it yet, so that <see cref="Seed"/> is to fill it: it has no record, or belongs to an instance that was opened and not entered.</summary>
    public bool IsNew { get; }

    /// <summary>The instance that it belongs to; null: an ordinary room. It changes with the room.</summary>
    public RoomInstance? Instance => _state.Instance;

    /// <summary>Puts the content's items into a room that is new. Called once, right after the constructor.</summary>
    public void Seed(RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Seed().At(Tick));
        foreach (var placed in Definition.Items)
            _state.MakeItem(placed.Kind, placed.At);
        _state.Instance?.Filled();
        _state.RoomDirty = true;
        _state.Flush();
    }

    /// <summary>Whether the player is in, which it is until its departure is completed.</summary>
    public bool Contains(PlayerId player) => _state.Find(player) is not null;

    /// <summary>Whether the player is in and has done nothing that would be persisted: a newcomer, whom no other room can have sent.</summary>
    public bool IsNewcomer(PlayerId player) => _state.Find(player) is { IsPersisted: false };

    /// <summary>The player as it would be persisted now, with what it holds; null when it is not in.</summary>
    public PlayerState? Save(PlayerId player) =>
        _state.Find(player) is { } found
            ? new PlayerState(found.ToRecord(Id), found.AllItems, found.Motion) { Transient = found.Bag?.Transient() }
            : null;

    /// <summary>The notices for a player who has come in, about how it finds the place and its own things; each is returned once. No rule asks for them.</summary>
    public IReadOnlyList<PlayerNotice> TakeNotices(PlayerId player) => _state.Find(player)?.TakeNotices() ?? [];

    /// <summary>
    /// Reserves a slot for a player who is about to come from another room. Done or Rejected: the room is full, or is not open to it, or a rule does not let it in.
    /// </summary>
    /// <param name="from">The room that it comes from.</param>
    /// <param name="isByChoice">It has chosen the room itself, among those that are listed.</param>
    public Reply Reserve(PlayerState player, RoomEffects effects, RoomId? from = null, bool isByChoice = false)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Reserve(player) { From = from, IsByChoice = isByChoice }.At(Tick));
        if (_state.Reserved.Contains(player.Record.Id) || Contains(player.Record.Id))
            return Reply.Ok;
        if (_state.Instance is null && isByChoice)
            return new Rejected(Codes.NoSuchRoom, $"There is no open room called {Id}.");
        // A player without a row is in no room, and comes from outside.
        if (_state.Instance?.Refusal(player.Record.Id, from ?? new RoomId(""), isByChoice) is { } closed)
            return closed;
        if (IsFull)
            return Full;
        var why = _state.AskHooks(player, static (hook, room, player) => hook.Entering(room, player));
        if (why is null)
            _state.Reserved.Add(player.Record.Id);
        _step.InvalidateSchedule();
        _state.Flush();
        return why ?? Reply.Ok;
    }

    /// <summary>Cancels a reservation; does nothing when there is none.</summary>
    public void CancelReservation(PlayerId player)
    {
        Journal?.Invoke(new RoomInput.CancelReservation(player).At(Tick));
        if (_state.Reserved.Remove(player))
            _state.Instance?.NoteEmptiness();
        _step.InvalidateSchedule();
    }

    /// <summary>Brings a player in at the position of its record; uses its reservation when it has one. Done or Rejected: the room is full, or not open to it.</summary>
    /// <param name="from">The direction that it came from, for the onlookers; null when it comes into the world.</param>
    public Reply Enter(PlayerState state, string? from, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Enter(state, from).At(Tick));
        if (!_state.Reserved.Remove(state.Record.Id) && !Contains(state.Record.Id))
        {
            if (_state.Instance?.Refusal(state.Record.Id, null, isByChoice: false) is { } closed)
                return closed;
            if (IsFull)
                return Full;
        }
        if (Place(state, from) is not { } player)
            return Reply.Ok;
        effects.Events.Add(new PlayerEntered(player.Id, player.Name, from, player.Position));
        _state.TellHooks(player, static (hook, room, player) => hook.Entered(room, player));
        _state.Flush();
        return Reply.Ok;
    }

    /// <summary>
    /// Restores a player who was in the room when the room's memory was lost: nobody sees it arrive, and it has its slot even when others have filled the room meanwhile.
    /// </summary>
    public Reply Resume(PlayerState state, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Resume(state).At(Tick));
        _state.Reserved.Remove(state.Record.Id);
        Place(state, null);
        FlushInstance();
        return Reply.Ok;
    }

    private Player? Place(PlayerState state, string? from)
    {
        if (Contains(state.Record.Id))
            return null;
        var player = new Player(_state, state, from);
        player.MoveTo(player.Position);
        if ((player.Position - state.Record.Position).Length > Terrain.SettleTolerance)
            player.AddNotice(new PlayerNotice(Codes.Displaced, "This place has changed: where you stood you cannot stand any more."));
        if (player.ShelvedItems.Length > 0)
            player.AddNotice(new PlayerNotice(Codes.ItemsShelved, $"Kept for you until there are such things again: {string.Join(", ", player.ShelvedItems.Select(static item => item.Kind))}."));
        player.Body.Health = player.Health <= 0 ? player.MaxHealth : Math.Min(player.Health, player.MaxHealth);
        _state.Add(player);
        _step.InvalidateSchedule();
        return player;
    }

    /// <summary>Takes a player out of the world; its record is among the changes when it has something to persist.</summary>
    /// <param name="freesName">Whether a guest that owns nothing gives up its name, too.</param>
    public void Leave(PlayerId player, RoomEffects effects, bool freesName = false)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Leave(player).At(Tick));
        if (_state.Find(player) is not { } leaving)
            return;
        if (leaving.IsPersisted)
            effects.Changes.Add(new PlayerChanged(leaving.ToRecord(Id), Id, freesName && leaving.HasNothingToKeep ? Presence.AwayUnnamed : Presence.Away));
        effects.Events.Add(new PlayerLeft(player, leaving.Name, null, leaving.Position));
        Remove(leaving, null);
    }

    /// <summary>Puts items that the store has given back to this room in their places. Those for which the ground has no room wait for another time.</summary>
    public void PutBack(IReadOnlyList<ItemRecord> items, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.PutBack(items).At(Tick));
        foreach (var item in items)
        {
            if (_state.Items.Count >= _state.Rules.MaxGroundItems)
                break;
            _state.PutBack(item);
        }
        _state.Flush();
    }

    /// <summary>Executes a player's command.</summary>
    /// <param name="commandId">Numbers the player's commands upwards; 0 for real-time input, which is never repeated. A command that is not newer than the player's
    /// newest is not executed again: its stored answer is given, or <see cref="Codes.OldId"/>.</param>
    public Reply Apply(PlayerId player, long commandId, Command command, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Apply(player, commandId, Recordable(command)).At(Tick));
        LastVerb = null;
        if (_state.Find(player) is not { Departure: null } actor)
            return new Rejected(Codes.NotHere, "You are not here.");
        var (verb, read) = Read(command);
        LastVerb = verb?.Name;
        var isReadOnly = verb?.IsReadOnly != false;
        if (commandId != 0 && commandId <= actor.LastCommand && !isReadOnly)
            return Kept(actor, commandId);
        var changesBefore = effects.Changes.Count;
        var reply = verb is null ? read.Rejected! : Execute(verb, actor, commandId, read.Command!);
        if (commandId != 0 && reply is not Departing)
        {
            actor.LastCommand = Math.Max(actor.LastCommand, commandId);
            // Refusals as well: if the answer is lost, the command must not be taken for done because a later one was.
            if (!isReadOnly)
                actor.Remember(commandId, reply);
            actor.Body.IsDirty |= effects.Changes.Count > changesBefore;
        }
        _step.InvalidateSchedule();
        _state.Flush();
        return reply;
    }

    /// <summary>Whether the player has sent this command or a later one already, so that <see cref="Apply"/> would not execute it.</summary>
    public bool HasPassed(PlayerId player, long commandId) => _state.Find(player) is { } asking && commandId <= asking.LastCommand;

    /// <summary>Requests that no service has answered yet: they are sent again after the room was loaded anew.</summary>
    public IReadOnlyList<ServiceRequest> UnansweredRequests => _state.Requests;

    /// <summary>Mail that its room has not accepted yet: it is sent again until it is accepted.</summary>
    public IReadOnlyList<RoomMail> UndeliveredMail => _state.Mail;

    /// <summary>A service has answered, or has failed; does nothing when the request was answered before.</summary>
    public void Answer(long request, string? answer, string? error, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Answer(request, answer, error).At(Tick));
        _state.Begin("The answer's handler");
        _state.TryAnswer(request, answer, error);
        _state.End();
        _step.InvalidateSchedule();
        _state.Flush();
    }

    /// <summary>Mail has come from another room.</summary>
    /// <returns>Whether the mail is accepted, now or before; the sender then forgets it. False: earlier mail has not arrived yet.</returns>
    public bool Receive(RoomMail mail, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Receive(mail).At(Tick));
        _state.Begin("The mail's handler");
        var taken = _state.Receive(mail);
        _state.End();
        _step.InvalidateSchedule();
        _state.Flush();
        return taken;
    }

    /// <summary>The other room has accepted all mail up to that number.</summary>
    public void Delivered(RoomId to, long number, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Delivered(to, number).At(Tick));
        _state.Delivered(to, number);
        _state.Flush();
    }

    /// <summary>Nobody steers the player any more: it stands still, whatever rules there are for walking.</summary>
    public void Halt(PlayerId player, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Halt(player).At(Tick));
        if (_state.Find(player) is not { Departure: null } halted)
            return;
        halted.Body.Direction = Vector.Zero;
        halted.Body.HoldTicks = 0;
        _state.PlayersChanged = true;
        _step.InvalidateSchedule();
    }

    /// <summary>Gives a player another name (already known to be free), durably.</summary>
    public void Rename(PlayerId player, string name, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.Rename(player, name).At(Tick));
        if (_state.Find(player) is not { } named || named.Name == name)
            return;
        effects.Events.Add(new PlayerRenamed(player, named.Name, name, named.Position));
        named.Name = name;
        named.Named = true;
        named.Persist();
        _state.Flush();
    }

    /// <summary>The other room has let the player in: it leaves this one. The change moves its row to <paramref name="to"/>, which may be another
    /// instance than the departure named; the reply answers the command.</summary>
    public Reply CompleteDeparture(PlayerId player, RoomId to, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.CompleteDeparture(player, to).At(Tick));
        if (_state.Find(player) is not { Departure: { } departure } leaving)
            return new Rejected(Codes.NotHere, "You are not here.");
        effects.Changes.Add(new PlayerChanged(departure.Arriving(_state.World, to).Record with { Name = leaving.Name, Named = leaving.Named }, Id));
        effects.Events.Add(new PlayerLeft(player, leaving.Name, departure.Direction ?? "away", leaving.Position));
        Remove(leaving, to);
        return RoomState.DepartureReply(departure.Direction);
    }

    /// <summary>The other room did not let it in: it stays, a step back from the edge.</summary>
    public void CancelDeparture(PlayerId player, RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.CancelDeparture(player).At(Tick));
        if (_state.Find(player) is not { Departure: not null } staying)
            return;
        staying.Departure = null;
        staying.Body.Direction = Vector.Zero;
        var inward = (Vector.Zero - staying.Position).Normalized();
        staying.Body.Position = _state.Terrain.Step(staying.Position, inward);
        _state.PlayersChanged = true;
        _step.InvalidateSchedule();
        FlushInstance();
    }

    /// <summary>Persists the positions of all players that have moved since they were last persisted.</summary>
    public void SavePlayers(RoomEffects effects)
    {
        Begin(effects);
        Journal?.Invoke(new RoomInput.SavePlayers().At(Tick));
        foreach (var player in _state.Players)
        {
            if (player.IsPersisted && player.Departure is null && Player.Rounded(player.Position) != player.SavedPosition)
                player.Body.IsDirty = true;
        }
        _state.Flush();
    }

    /// <summary>Skips time in which there was nothing to do, up to and including <paramref name="tick"/>.</summary>
    public void SkipTo(long tick)
    {
        if (tick <= Tick)
            return;
        _state.Tick = tick;
        Journal?.Invoke(new RecordingLine.Skip(Tick, StateHash()));
    }

    /// <summary>One fixed step.</summary>
    public void Advance(RoomEffects effects)
    {
        _state.Effects = effects;
        _state.End();
        _state.Tick++;
        _step.Advance();
        _state.Flush();
        Journal?.Invoke(new RecordingLine.Step(Tick, StateHash()));
    }

    /// <summary>The room as it is now, with the events that the caller has drained. Arrays that have not changed since the last call are the same objects.</summary>
    public RoomFrame View(long sequence, RoomEvent[] events) => _frames.View(sequence, events);

    /// <summary>The room as a text player reads it.</summary>
    public RoomDescription Describe() => _state.Describe();

    /// <summary>FNV-1a over all that decides what the room will do, in a fixed order.</summary>
    public ulong StateHash() => RoomHash.Of(_state);

    /// <summary>Why nobody without a slot can come in; null while a slot is free.</summary>
    public Rejected? RefusesNewcomers => IsFull ? Full : null;

    /// <summary>Switches to other content, if this room and all that is in it are the same there. A recording cannot switch: it belongs to one content.</summary>
    /// <returns>False: the room differs in that content, and has to be saved and loaded anew.</returns>
    public bool TryAdopt(WorldDefinition next)
    {
        if (_state.IsChangedBy(next))
            return false;
        _state.World = next;
        return true;
    }

    private void Remove(Player leaving, RoomId? to)
    {
        _state.Remove(leaving);
        // Before the number of players in the instance is reported: a player who only goes from one of its rooms to the next stays in it.
        if (to is { } next)
            _state.Instance?.PassedOn(next);
        _state.TellHooks((leaving, to), static (hook, room, left) => hook.Left(room, left.leaving, left.to));
        _step.InvalidateSchedule();
        _state.Flush();
    }

    private bool IsFull => _state.Players.Count + _state.Reserved.Count >= Definition.Capacity;

    private Rejected Full => new(Codes.RoomFull, $"{Definition.Title} is full: it holds {Definition.Capacity}.");

    /// <summary>Who is in an instance is part of its state, and is reported.</summary>
    private void FlushInstance()
    {
        if (_state.Instance is not null)
            _state.Flush();
    }

    private void Begin(RoomEffects effects)
    {
        _state.Effects = effects;
        _state.End();
    }

    /// <summary>A module's own command as a program would send it, so that readers of a recording need not know its type.</summary>
    private Command Recordable(Command command) =>
        command.GetType().Assembly != typeof(Command).Assembly && _state.RuleSet.VerbFor(command) is { IsTyped: true } verb
            ? new Invoke(verb.Name, verb.WriteArguments(command))
            : command;

    /// <summary>The verb that a command is for, and the command that it carries out; without a verb, the refusal.</summary>
    private (Verb? Verb, ParseResult Read) Read(Command command)
    {
        var rules = _state.RuleSet;
        _state.Begin("The reading of a command");
        ParseResult read = command switch
        {
            TypedLine typed => CommandLine.Parse(typed.Line, rules),
            Invoke invoke => CommandLine.Parse(invoke, rules),
            _ => command,
        };
        _state.End();
        if (read.Command is not { } parsed)
            return (null, read);
        return rules.VerbFor(parsed) is { } verb ? (verb, read) : (null, new Rejected(Codes.Unknown, "Nobody can do that in this world."));
    }

    private Reply Execute(Verb verb, Player actor, long commandId, Command command)
    {
        if (actor.IsDead && !verb.WhileDead)
            return new Rejected(Codes.Dead, "You are dead; you will be back in a moment.");
        _state.Begin(verb.Title);
        var reply = verb.Execute(new VerbContext(_state, actor, commandId), command);
        _state.End();
        return reply;
    }

    private static Reply Kept(Player actor, long command)
    {
        foreach (var result in actor.Recent)
        {
            if (result.Command == command)
                return result.Code is { } code ? new Rejected(code, result.Text ?? "") : new Done(result.Text);
        }
        // It was refused before it came here, or is so old that no client that asks in order can mean it: to call it done would be a lie.
        return new Rejected(Codes.OldId, "You have asked something else since, and this is not known to have been done.");
    }
}
