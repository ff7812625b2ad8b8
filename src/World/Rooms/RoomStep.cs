namespace Actors.World;

/// <summary>One fixed step of a room: players walk, creatures think and walk, shots fly, timers and systems run.</summary>
internal sealed class RoomStep(RoomState state)
{
    /// <summary>Units beyond a player's radius at which a projectile hits.</summary>
    private const double ShotRadius = 0.1;

    private readonly RoomSystem[] _systems = state.RuleSet.Systems;
    private readonly string[] _names = [.. state.RuleSet.Systems.Select(static system => $"The system {system.Name}")];
    private bool _isScheduled;
    private long? _nextWork;

    public long? NextWork
    {
        get
        {
            if (!_isScheduled)
            {
                _nextWork = FindNextWork();
                _isScheduled = true;
            }
            return _nextWork;
        }
    }

    /// <summary>An input came: what is to be done next may have changed.</summary>
    public void InvalidateSchedule() => _isScheduled = false;

    public void Advance()
    {
        _isScheduled = false;
        // A departure takes no player out before it is completed, so all keep their places during the step.
        var bodies = state.AllBodies.All;
        for (var slot = 0; slot < bodies.Length; slot++)
            Advance(ref bodies[slot], slot);
        if (bodies.Length > 0)
        {
            foreach (var creature in state.Creatures)
                Advance(creature);
        }
        AdvanceProjectiles();
        if (state.NextTimerTick <= state.Tick)
        {
            state.RunTimers();
        }
        state.Instance?.Step();
        for (var i = 0; i < _systems.Length; i++)
        {
            state.Begin(_names[i]);
            _systems[i].Update(state);
            state.End();
        }
    }

    private void Advance(ref Body body, int slot)
    {
        if (body.IsDead || body.IsDeparting)
            return;
        if (body.Direction != Vector.Zero)
            Walk(ref body, slot);
        else if (body.Velocity != Vector.Zero)
        {
            body.Velocity = Vector.Zero;
            state.PlayersChanged = true;
        }
    }

    private void Walk(ref Body body, int slot)
    {
        var seconds = state.Rules.TickSeconds;
        var before = body.Position;
        var step = body.Direction * (state.Definition.Speed * seconds);
        body.Position = state.Terrain.Step(before, step);
        var velocity = (body.Position - before) * (1 / seconds);
        if (velocity != body.Velocity || body.Position != before)
            state.PlayersChanged = true;
        body.Velocity = velocity;
        if (state.Terrain.ExitAt(body.Position, body.Direction) is { } exit)
        {
            Leave(state.Players[slot], exit);
            return;
        }
        if (body.HoldTicks > 0 && --body.HoldTicks == 0)
            body.Direction = Vector.Zero;
    }

    private void Leave(Player player, ExitDefinition exit)
    {
        if (state.Depart(player, exit, 0) is not Rejected why)
            return;
        // So the exit is not asked again in each tick that the player leans against it.
        (player.Body.Direction, player.Body.HoldTicks) = (Vector.Zero, 0);
        state.Emit(new Barred(player.Id, player.Name, exit.Direction, why.Code, why.Text, player.Position));
    }

    private void Advance(Creature creature)
    {
        if (creature.IsDead)
            return;
        if (creature.NextThoughtTick <= state.Tick)
        {
            creature.NextThoughtTick = Creature.Never;
            Think(creature);
        }
        if (creature.IsDead || creature.Direction == Vector.Zero)
            return;
        var step = creature.Direction * (creature.Kind.Speed * state.Rules.TickSeconds);
        var to = state.Terrain.Step(creature.Position, step);
        if (to == creature.Position)
        {
            creature.Direction = Vector.Zero;
            return;
        }
        creature.Facing = creature.Direction.Angle;
        creature.Position = to;
        state.CreaturesChanged = true;
    }

    private void Think(Creature creature)
    {
        if (creature.Mind is not { } mind)
            return;
        state.Begin(creature.MindTitle);
        mind.Think(new MindContext(state, creature));
        state.End();
    }

    private void AdvanceProjectiles()
    {
        if (state.Projectiles.Count == 0)
            return;
        state.ProjectilesChanged = true;
        for (var i = state.Projectiles.Count - 1; i >= 0; i--)
        {
            var shot = state.Projectiles[i];
            var step = Vector.FromAngle(shot.Angle) * (state.Rules.ProjectileSpeed * state.Rules.TickSeconds);
            shot.Position += step;
            if (state.Tick >= shot.EndTick || state.Terrain.Clamp(shot.Position) != shot.Position || state.Terrain.StopsShot(shot.Position) || Hits(shot))
                state.Projectiles.RemoveAt(i);
            else
                state.Projectiles[i] = shot;
        }
    }

    private bool Hits(in Projectile shot)
    {
        var reach = state.Rules.PlayerRadius + ShotRadius;
        foreach (var creature in state.Creatures)
        {
            if (!creature.IsDead && (creature.Position - shot.Position).LengthSquared <= reach * reach && state.EndsAt(new ShotHit(shot.Owner, null, creature)))
                return true;
        }
        foreach (var player in state.Players)
        {
            if (player.Id != shot.Owner && !player.IsDead && !player.IsDeparting && (player.Position - shot.Position).LengthSquared <= reach * reach
                && state.EndsAt(new ShotHit(shot.Owner, player, null)))
            {
                return true;
            }
        }
        return false;
    }

    private long? FindNextWork()
    {
        var soon = state.Tick + 1;
        if (state.Projectiles.Count > 0)
            return soon;
        var bodies = state.AllBodies.All;
        foreach (ref readonly var body in bodies)
        {
            if (body.IsMoving || (body.Velocity != Vector.Zero && !body.IsDeparting))
                return soon;
        }
        var next = state.NextTimerTick;
        if (state.Instance?.NextTick is { } ends)
            Earlier(ref next, ends);
        if (bodies.Length > 0)
        {
            foreach (var creature in state.Creatures)
            {
                if (creature.IsDead)
                    continue;
                if (creature.Direction != Vector.Zero)
                    return soon;
                if (creature.NextThoughtTick != Creature.Never)
                    Earlier(ref next, creature.NextThoughtTick);
            }
        }
        var random = state.Random.State;
        for (var i = 0; i < _systems.Length && !(next <= soon); i++)
        {
            state.Begin(_names[i]);
            if (_systems[i].NextTick(state) is { } tick)
                Earlier(ref next, tick);
            // A room is asked for its next work now and then, and not at all when its recording is played.
            if (state.Random.State != random)
                throw new RulesException($"{_names[i]} has drawn a random number to tell when it has work next: only what happens may do so.");
            state.End();
        }
        return next is { } found ? Math.Max(found, soon) : null;
    }

    private static void Earlier(ref long? next, long tick)
    {
        if (next is not { } known || tick < known)
            next = tick;
    }
}
