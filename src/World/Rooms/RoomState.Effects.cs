namespace Actors.World;

/// <summary>What rules may do to a room beyond the properties of its players, creatures and nodes.</summary>
public sealed partial class RoomState
{
    /// <summary>Publishes an event, once the changes that were committed with it are on disk.</summary>
    public void Emit(RoomEvent happened)
    {
        Spend();
        Effects.Events.Add(happened);
    }

    /// <summary>Takes health from a player and publishes that. At 0 it is dead, and <see cref="RoomHook.Died(RoomState, Player, in Attacker)"/> decides what follows.</summary>
    public void Hurt(Player player, int damage, in Attacker by)
    {
        if (player.IsDead || player.IsDeparting || damage <= 0)
            return;
        var spared = damage >= player.Health && AnyHook((player, by), static (hook, room, stroke) => hook.Dying(room, stroke.player, stroke.by));
        player.Body.Health = Math.Max(spared ? 1 : 0, player.Health - damage);
        PlayersChanged = true;
        Emit(new Struck(by.Player, by.Creature, by.Name, player.Id, null, player.Name, damage, player.Health, player.Position));
        if (player.Health > 0)
            return;
        player.Die();
        Emit(new Killed(by.Player, by.Creature, by.Name, player.Id, null, player.Name, player.Position));
        TellHooks((player, by), static (hook, room, death) => hook.Died(room, death.player, death.by));
    }

    /// <summary>Takes health from a creature and publishes that. At 0 it is dead, and <see cref="RoomHook.Died(RoomState, Creature, in Attacker)"/> decides what follows.</summary>
    public void Hurt(Creature creature, int damage, Player by) => Hurt(creature, damage, Attacker.Of(by));

    /// <inheritdoc cref="Hurt(Creature, int, Player)"/>
    public void Hurt(Creature creature, int damage, in Attacker by)
    {
        if (creature.IsDead || damage <= 0)
            return;
        var spared = damage >= creature.Health && AnyHook((creature, by), static (hook, room, stroke) => hook.Dying(room, stroke.creature, stroke.by));
        creature.Health = Math.Max(spared ? 1 : 0, creature.Health - damage);
        CreaturesChanged = true;
        Emit(new Struck(by.Player, by.Creature, by.Name, null, creature.Id, creature.Kind.Name, damage, creature.Health, creature.Position));
        if (creature.Health > 0)
        {
            creature.NextThoughtTick = Tick;
            if (creature.Mind is not { } mind || by.Player is not { } id || Find(id) is not { } player)
                return;
            var outer = Begin(creature.MindTitle);
            mind.Hurt(new MindContext(this, creature), player);
            End(outer);
            return;
        }
        creature.Die();
        RoomDirty = true;
        Emit(new Killed(by.Player, by.Creature, by.Name, null, creature.Id, creature.Kind.Name, creature.Position));
        TellHooks((creature, by), static (hook, room, death) => hook.Died(room, death.creature, death.by));
    }

    /// <summary>Says something to the room, unless a hook refuses.</summary>
    /// <param name="text">Cleaned by <see cref="CommandLine.Clean"/>.</param>
    public Rejected? Say(Player player, string text)
    {
        if (AskHooks((player, text), static (hook, room, said) => hook.Saying(room, said.player, said.text)) is { } why)
            return why;
        Emit(new Said(player.Id, player.Name, text, player.Position));
        TellHooks((player, text), static (hook, room, said) => hook.Said(room, said.player, said.text));
        return null;
    }

    /// <summary>Shoots a projectile from where the player stands. What a hit does is up to <see cref="RoomHook.Hit"/>.</summary>
    /// <param name="lifeTicks">Ticks after which the projectile is gone.</param>
    public void Shoot(Player player, double angleRadians, int lifeTicks)
    {
        Spend();
        Projectiles.Add(new Projectile
        {
            Id = NextProjectile++,
            Owner = player.Id,
            Position = player.Position,
            Angle = angleRadians,
            EndTick = Tick + lifeTicks,
        });
        ProjectilesChanged = true;
    }

    /// <summary>Sends a player on its way through an exit, unless the exit's behaviour or a hook refuses. The command is answered when the other room has answered.</summary>
    /// <param name="commandId">The command that asked for it; 0: none did.</param>
    public Reply Depart(Player player, ExitDefinition exit, long commandId) =>
        MayPass(player, exit) is { } why ? why : Depart(player, TargetOf(exit), exit.Arrival, exit.Direction, commandId);

    /// <summary>Sends a player to another room, unless a hook refuses. The command is answered when that room has answered.</summary>
    /// <param name="arrival">Where the player arrives.</param>
    /// <param name="commandId">The command that asked for it; 0: none did.</param>
    public Reply Depart(Player player, RoomId to, Vector arrival, long commandId) =>
        MayLeave(player, to, null) is { } why ? why : Depart(player, to, arrival, null, commandId);

    /// <summary>
    /// Sends a player into an instance that it has chosen among the listed ones, unless a hook refuses. The command is answered when the player is in, or when no
    /// instance has let it in.
    /// </summary>
    /// <param name="commandId">The command that asked for it; 0: none did.</param>
    public Reply Depart(Player player, Join join, long commandId)
    {
        if (join.Room is { } room && (room.Key is null || room.Value.Length > RoomId.MaxLength || !World.CanExist(room)))
            return new Rejected(Codes.NoSuchRoom, "There is no such open room.");
        if (join.Room is null && join.Set is { } set && World.FindSet(set).Count == 0)
            return new Rejected(Codes.NoSuchRoom, "There are no rooms of that kind.");
        if (join.Room == Id)
            return Reply.Ok;
        // The target room is not known yet.
        var to = join.Room ?? new RoomId("");
        if (MayLeave(player, to, null) is { } why)
            return why;
        var departure = new Departure(player.Id, to, Stored(player, to), null, commandId) { IsByChoice = true, Query = join.Room is null ? new RoomQuery(join.Set, join.Filter) : null };
        return Depart(player, departure);
    }

    internal static Reply DepartureReply(string? direction) => new Done(direction is null ? "You travel." : $"You go {direction}.");

    internal Rejected? MayPass(Player player, ExitDefinition exit)
    {
        if (exit.Behaviour is { } name && RuleSet.ExitBehaviours.TryGetValue(name, out var behaviour))
        {
            var outer = Begin($"The exit behaviour {name}");
            var why = behaviour.Passing(this, player, exit);
            End(outer);
            if (why is not null)
                return why;
        }
        return MayLeave(player, TargetOf(exit), exit);
    }

    private Rejected? MayLeave(Player player, RoomId to, ExitDefinition? exit) =>
        AskHooks((player, to, exit), static (hook, room, way) => hook.Leaving(room, way.player, way.to, way.exit));

    internal Reply Depart(Player player, RoomId to, Vector arrival, string? direction, long commandId)
    {
        var state = Stored(player, to);
        return Depart(player, new Departure(player.Id, to, state with { Record = state.Record with { Position = Player.Rounded(arrival) } }, direction, commandId));
    }

    private Reply Depart(Player player, Departure departure)
    {
        if (player.IsDeparting)
            return new Rejected(Codes.NotHere, "You are on your way already.");
        player.Body.Velocity = Vector.Zero;
        PlayersChanged = true;
        if (departure.Command != 0)
        {
            // The record as it will be after the move: the command has taken effect there, and is not executed again.
            player.Remember(departure.Command, DepartureReply(departure.Direction));
            var record = departure.State.Record with { LastCommand = departure.Command, Recent = [.. player.Recent] };
            player.Recent.RemoveAt(player.Recent.Count - 1);
            departure = departure with { State = departure.State with { Record = record } };
        }
        player.Departure = departure;
        Effects.Departures.Add(departure);
        return new Departing();
    }

    /// <summary>The player's state for the target room.</summary>
    private static PlayerState Stored(Player player, RoomId to) => new(player.ToRecord(to), player.AllItems, player.Motion) { Transient = player.Bag?.Transient() };
}
