using Actors.World;

namespace Actors.Rules.Game;

/// <summary>What follows from a death, and from a shot that hits.</summary>
internal sealed class Battle : RoomHook
{
    public override void Died(RoomState room, Player player, in Attacker by) => player.RespawnTick = room.Tick + room.Rules.RespawnTicks;

    /// <summary>The killer gets the kind's points, and the creature drops what its kind drops, if there is room on the ground.</summary>
    public override void Died(RoomState room, Creature creature, in Attacker by)
    {
        creature.RespawnTick = room.Tick + creature.Kind.RespawnTicks;
        creature.Set(Temper.Calm);
        if (by.Player is { } id && room.FindPlayer(id) is { } player)
            player.Score += creature.Kind.Score;
        if (creature.Kind.Drops is { } kind && room.SpawnItem(kind, creature.Position) is { } item)
            room.Emit(new ItemAppeared(item.Id, item.Kind, room.KindOf(item).Name, item.Position));
    }

    /// <summary>A shooter who has left the room meanwhile no longer hurts creatures, and no player is hurt in a safe room.</summary>
    public override bool Hit(RoomState room, in ShotHit hit)
    {
        var owner = room.FindPlayer(hit.Owner);
        if (hit.Creature is { } creature)
        {
            if (owner is not null)
                room.Hurt(creature, room.Rules.ProjectileDamage, owner);
            return owner is not null;
        }
        if (room.Definition.Safe || hit.Player is not { } player)
            return false;
        room.Hurt(player, room.Rules.ProjectileDamage, new Attacker(hit.Owner, null, owner?.Name ?? "Somebody"));
        return true;
    }
}
