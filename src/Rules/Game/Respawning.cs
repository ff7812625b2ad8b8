using Actors.World;

namespace Actors.Rules.Game;

/// <summary>The dead come back, and what was gathered grows again.</summary>
internal sealed class Respawning : RoomSystem
{
    public override string Name => "respawning";

    public override long? NextTick(RoomState room)
    {
        var next = long.MaxValue;
        if (room.DeadPlayers > 0)
        {
            foreach (var player in room.Players)
                next = Earlier(next, player.RespawnTick);
        }
        foreach (var creature in room.Creatures)
            next = Earlier(next, creature.RespawnTick);
        foreach (var node in room.Nodes)
            next = Earlier(next, node.RespawnTick);
        return next == long.MaxValue ? null : next;
    }

    public override void Update(RoomState room)
    {
        if (room.DeadPlayers > 0)
        {
            foreach (var player in room.Players)
            {
                if (!IsDue(room, player.RespawnTick))
                    continue;
                player.Revive(room.Definition.Spawn);
                room.Emit(new PlayerRespawned(player.Id, player.Name, player.Position));
            }
        }
        foreach (var node in room.Nodes)
        {
            if (!IsDue(room, node.RespawnTick))
                continue;
            node.Left = node.Definition.Amount;
            room.Emit(new NodeRespawned(node.Index, node.Definition.Resource, node.Definition.At));
        }
        foreach (var creature in room.Creatures)
        {
            if (!IsDue(room, creature.RespawnTick))
                continue;
            creature.Revive();
            room.Emit(new CreatureRespawned(creature.Id, creature.Kind.Name, creature.Position));
        }
    }

    private static bool IsDue(RoomState room, long tick) => tick != 0 && room.Tick >= tick;

    private static long Earlier(long next, long tick) => tick == 0 ? next : Math.Min(next, tick);
}
