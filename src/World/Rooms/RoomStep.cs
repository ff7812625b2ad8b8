namespace Actors.World;

/// <summary>One fixed step of a room: players walk, touch and come back to life; creatures think; shots fly; what was used up grows back.</summary>
internal sealed class RoomStep(RoomState state)
{
    private const int TouchCooldownTicks = 10;
    private const int ThoughtTicks = 40;

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

    /// <summary>Forgets <see cref="NextWork"/>: an input may have changed it.</summary>
    public void InvalidateSchedule() => _isScheduled = false;

    public void Advance(RoomEffects effects)
    {
        _isScheduled = false;
        // A departure takes no player out before it is completed, so all keep their places during the step.
        var bodies = state.Bodies.All;
        for (var slot = 0; slot < bodies.Length; slot++)
            Advance(ref bodies[slot], slot, effects);
        Respawn(effects);
        if (state.Players.Count > 0)
        {
            foreach (var creature in state.Creatures)
                Advance(creature, effects);
        }
        AdvanceProjectiles(effects);
    }

    private void Advance(ref Body body, int slot, RoomEffects effects)
    {
        if (body.IsDead)
        {
            if (state.Tick >= state.Players[slot].RespawnTick)
                Revive(state.Players[slot], effects);
            return;
        }
        if (body.Health < state.Rules.PlayerMaxHealth && state.Tick % state.Rules.RegenerationTicks == 0)
        {
            body.Health++;
            state.PlayersChanged = true;
        }
        if (body.IsDeparting)
            return;
        if (body.Direction != Vector.Zero)
            Walk(ref body, slot, effects);
        else if (body.Velocity != Vector.Zero)
        {
            body.Velocity = Vector.Zero;
            state.PlayersChanged = true;
        }
        if (!body.IsDeparting && state.Terrain.MayTouch(body.Position))
            Touch(state.Players[slot], effects);
    }

    private void Walk(ref Body body, int slot, RoomEffects effects)
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
            state.Depart(state.Players[slot], new RoomId(exit.To), exit.Arrival, exit.Direction, 0, effects);
            return;
        }
        if (body.HoldTicks > 0 && --body.HoldTicks == 0)
            body.Direction = Vector.Zero;
    }

    private void Touch(Player player, RoomEffects effects)
    {
        if (state.Tick < player.NextTouchTick)
            return;
        var nodes = state.Definition.Nodes;
        for (var i = 0; i < state.Nodes.Length; i++)
        {
            if (state.Nodes[i] == 0 || !nodes[i].OnTouch)
                continue;
            var reach = nodes[i].Radius + state.Rules.PlayerRadius;
            if ((player.Position - nodes[i].At).LengthSquared > reach * reach)
                continue;
            state.GatherFrom(i, player, effects);
            player.NextTouchTick = state.Tick + TouchCooldownTicks;
            return;
        }
    }

    private void Revive(Player player, RoomEffects effects)
    {
        player.RespawnTick = 0;
        player.Health = state.Rules.PlayerMaxHealth;
        player.Position = state.Definition.Spawn;
        state.PlayersChanged = true;
        effects.Events.Add(new PlayerRespawned(player.Id, player.Name, player.Position));
    }

    private void Respawn(RoomEffects effects)
    {
        for (var i = 0; i < state.Nodes.Length; i++)
        {
            if (state.NodeRespawn[i] == 0 || state.Tick < state.NodeRespawn[i])
                continue;
            state.NodeRespawn[i] = 0;
            state.Nodes[i] = state.Definition.Nodes[i].Amount;
            state.NodesChanged = state.RoomDirty = true;
            effects.Events.Add(new NodeRespawned(i, state.Definition.Nodes[i].Resource, state.Definition.Nodes[i].At));
        }
        foreach (var creature in state.Creatures)
        {
            if (!creature.IsDead || state.Tick < creature.RespawnTick)
                continue;
            creature.RespawnTick = 0;
            creature.Health = creature.Kind.MaxHealth;
            creature.Position = creature.Home;
            state.CreaturesChanged = state.RoomDirty = true;
            effects.Events.Add(new CreatureRespawned(creature.Id, creature.Kind.Name, creature.Position));
        }
    }

    private void Advance(Creature creature, RoomEffects effects)
    {
        if (!creature.IsActive)
            return;
        var enemy = creature.Enemy is { } id ? state.Find(id) : null;
        if (enemy is { IsDead: false, Departure: null })
            Fight(creature, enemy, effects);
        else
        {
            creature.Enemy = null;
            Wander(creature);
        }
        if (creature.Direction == Vector.Zero)
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

    private void Fight(Creature creature, Player enemy, RoomEffects effects)
    {
        var toEnemy = enemy.Position - creature.Position;
        if (toEnemy.Length > creature.Kind.AttackRange)
        {
            creature.Direction = toEnemy.Normalized();
            return;
        }
        creature.Direction = Vector.Zero;
        if (state.Tick < creature.NextAttackTick || state.Definition.Safe)
            return;
        creature.NextAttackTick = state.Tick + creature.Kind.AttackCooldownTicks;
        state.Hurt(enemy, null, creature.Id, creature.Kind.Name, creature.Kind.Damage, effects);
    }

    private void Wander(Creature creature)
    {
        if (creature.Kind.WanderRadius <= 0 || state.Tick < creature.NextThoughtTick)
            return;
        creature.NextThoughtTick = state.Tick + ThoughtTicks + state.Random.Next(ThoughtTicks);
        var home = creature.Home - creature.Position;
        if (home.Length > creature.Kind.WanderRadius)
            creature.Direction = home.Normalized();
        else if (state.Random.NextDouble() < 0.4)
            creature.Direction = Vector.Zero;
        else
            creature.Direction = Vector.FromAngle(state.Random.NextDouble() * 2 * Math.PI);
    }

    private void AdvanceProjectiles(RoomEffects effects)
    {
        if (state.Projectiles.Count == 0)
            return;
        state.ProjectilesChanged = true;
        for (var i = state.Projectiles.Count - 1; i >= 0; i--)
        {
            var shot = state.Projectiles[i];
            var step = Vector.FromAngle(shot.Angle) * (state.Rules.ProjectileSpeed * state.Rules.TickSeconds);
            shot.Position += step;
            if (state.Tick >= shot.EndTick || state.Terrain.Clamp(shot.Position) != shot.Position || state.Terrain.StopsShot(shot.Position) || Hits(shot, effects))
                state.Projectiles.RemoveAt(i);
            else
                state.Projectiles[i] = shot;
        }
    }

    private bool Hits(in Projectile shot, RoomEffects effects)
    {
        var reach = state.Rules.PlayerRadius + 0.1;
        var owner = state.Find(shot.Owner);
        if (owner is not null)
        {
            foreach (var creature in state.Creatures)
            {
                if (creature.IsDead || (creature.Position - shot.Position).LengthSquared > reach * reach)
                    continue;
                state.Hurt(creature, owner, state.Rules.ProjectileDamage, effects);
                return true;
            }
        }
        if (state.Definition.Safe)
            return false;
        foreach (var player in state.Players)
        {
            if (player.Id == shot.Owner || player.IsDead || player.Departure is not null
                || (player.Position - shot.Position).LengthSquared > reach * reach)
                continue;
            state.Hurt(player, shot.Owner, null, owner?.Name ?? "Somebody", state.Rules.ProjectileDamage, effects);
            return true;
        }
        return false;
    }

    private long? FindNextWork()
    {
        var soon = state.Tick + 1;
        if (state.Projectiles.Count > 0)
            return soon;
        long? next = null;
        var bodies = state.Bodies.All;
        for (var slot = 0; slot < bodies.Length; slot++)
        {
            ref readonly var body = ref bodies[slot];
            if (body.IsMoving || (body.Velocity != Vector.Zero && !body.IsDeparting))
                return soon;
            if (body.IsDead)
                Earlier(ref next, state.Players[slot].RespawnTick);
            else if (body.Health < state.Rules.PlayerMaxHealth)
                Earlier(ref next, ((state.Tick / state.Rules.RegenerationTicks) + 1) * state.Rules.RegenerationTicks);
            if (StandsOnNode(body))
                Earlier(ref next, state.Players[slot].NextTouchTick);
        }
        if (state.Players.Count > 0)
        {
            foreach (var creature in state.Creatures)
            {
                if (!creature.IsActive)
                    continue;
                if (creature.Enemy is not null || creature.Direction != Vector.Zero)
                    return soon;
                Earlier(ref next, creature.NextThoughtTick);
            }
        }
        foreach (var creature in state.Creatures)
        {
            if (creature.IsDead)
                Earlier(ref next, creature.RespawnTick);
        }
        foreach (var respawn in state.NodeRespawn)
        {
            if (respawn != 0)
                Earlier(ref next, respawn);
        }
        return next is { } found ? Math.Max(found, soon) : null;
    }

    private bool StandsOnNode(in Body body)
    {
        if (body.IsDead || body.IsDeparting || !state.Terrain.MayTouch(body.Position))
            return false;
        var nodes = state.Definition.Nodes;
        for (var i = 0; i < state.Nodes.Length; i++)
        {
            var reach = nodes[i].Radius + state.Rules.PlayerRadius;
            if (state.Nodes[i] > 0 && nodes[i].OnTouch && (body.Position - nodes[i].At).LengthSquared <= reach * reach)
                return true;
        }
        return false;
    }

    private static void Earlier(ref long? next, long tick)
    {
        if (next is not { } known || tick < known)
            next = tick;
    }
}
