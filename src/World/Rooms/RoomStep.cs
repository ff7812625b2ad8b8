namespace Actors.World;

/// <summary>One fixed step of a room: players walk, touch and come back to life; creatures think; shots fly; what was used up grows back.</summary>
internal sealed class RoomStep(RoomState state)
{
    private const int TouchCooldownTicks = 10;
    private const int ThoughtTicks = 40;

    private bool _known;
    private long? _nextWork;

    public long? NextWork
    {
        get
        {
            if (!_known)
            {
                _nextWork = FindNextWork();
                _known = true;
            }
            return _nextWork;
        }
    }

    /// <summary>An input came: what is to be done next may have changed.</summary>
    public void Disturbed() => _known = false;

    public void Advance(RoomEffects effects)
    {
        _known = false;
        // A departure takes no player out before it is completed, so the list stays as it is during the step.
        foreach (var player in state.Players)
            Advance(player, effects);
        Respawn(effects);
        if (state.Players.Count > 0)
        {
            foreach (var creature in state.Creatures)
                Advance(creature, effects);
        }
        AdvanceProjectiles(effects);
    }

    private void Advance(Player player, RoomEffects effects)
    {
        if (player.IsDead)
        {
            if (state.Tick >= player.RespawnTick)
                Revive(player, effects);
            return;
        }
        if (player.Health < state.Rules.PlayerMaxHealth && state.Tick % state.Rules.RegenerationTicks == 0)
        {
            player.Health++;
            state.PlayersChanged = true;
        }
        if (player.Departure is not null)
            return;
        if (player.Direction != Vector.Zero)
            Walk(player, effects);
        else if (player.Velocity != Vector.Zero)
        {
            player.Velocity = Vector.Zero;
            state.PlayersChanged = true;
        }
        if (player.Departure is null)
            Touch(player, effects);
    }

    private void Walk(Player player, RoomEffects effects)
    {
        var seconds = state.Rules.TickSeconds;
        var before = player.Position;
        var step = player.Direction * (state.Definition.Speed * seconds);
        player.Position = Movement.Step(state.Definition, before, step, state.Rules.PlayerRadius);
        var velocity = (player.Position - before) * (1 / seconds);
        if (velocity != player.Velocity || player.Position != before)
            state.PlayersChanged = true;
        player.Velocity = velocity;
        if (Movement.ExitAt(state.Definition, player.Position, player.Direction) is { } exit)
        {
            state.Depart(player, new RoomId(exit.To), exit.Arrival, exit.Direction, 0, effects);
            return;
        }
        if (player.HoldTicks > 0 && --player.HoldTicks == 0)
            player.Direction = Vector.Zero;
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
        var to = Movement.Step(state.Definition, creature.Position, step, state.Rules.PlayerRadius);
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
            if (state.Tick >= shot.EndTick || Movement.Clamp(state.Definition, shot.Position) != shot.Position || HitsScenery(shot.Position) || Hits(shot, effects))
                state.Projectiles.RemoveAt(i);
            else
                state.Projectiles[i] = shot;
        }
    }

    private bool HitsScenery(Vector at)
    {
        for (var i = 0; i < state.Definition.Scenery.Count; i++)
        {
            if (Movement.Overlaps(state.Definition.Scenery[i], 0.1, at))
                return true;
        }
        return false;
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
        foreach (var player in state.Players)
        {
            if (player.IsMoving || (player.Velocity != Vector.Zero && player.Departure is null))
                return soon;
            if (player.IsDead)
                Earlier(ref next, player.RespawnTick);
            else if (player.Health < state.Rules.PlayerMaxHealth)
                Earlier(ref next, ((state.Tick / state.Rules.RegenerationTicks) + 1) * state.Rules.RegenerationTicks);
            if (StandsOnNode(player))
                Earlier(ref next, player.NextTouchTick);
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

    private bool StandsOnNode(Player player)
    {
        if (player.IsDead || player.Departure is not null)
            return false;
        var nodes = state.Definition.Nodes;
        for (var i = 0; i < state.Nodes.Length; i++)
        {
            var reach = nodes[i].Radius + state.Rules.PlayerRadius;
            if (state.Nodes[i] > 0 && nodes[i].OnTouch && (player.Position - nodes[i].At).LengthSquared <= reach * reach)
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
