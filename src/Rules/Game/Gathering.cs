using Actors.World;

namespace Actors.Rules.Game;

internal static class Gathering
{
    /// <summary>Gathers one piece, and gives a point for it.</summary>
    public static void Gather(RoomState room, ResourceNode node, Player player)
    {
        node.Left--;
        if (node.Left == 0)
            node.RespawnTick = room.Tick + node.Definition.RespawnTicks;
        player.Resources = player.Resources.Plus(node.Definition.Resource, 1);
        player.Score++;
        room.Emit(new Gathered(player.Id, player.Name, node.Index, node.Definition.Resource, 1, player.Score, node.Definition.At));
    }

    /// <summary>The nearest node, within reach if the world has one.</summary>
    public static ResourceNode? Nearest(RoomState room, Vector at, Resource? wanted)
    {
        ResourceNode? nearest = null;
        var best = room.Rules.Reach > 0 ? room.Rules.Reach * room.Rules.Reach : double.MaxValue;
        foreach (var node in room.Nodes)
        {
            var distance = (node.Definition.At - at).LengthSquared;
            if (node.Left == 0 || (wanted is { } only && node.Definition.Resource != only) || distance >= best)
                continue;
            (nearest, best) = (node, distance);
        }
        return nearest;
    }

    /// <summary>The node that a player touches who stands there.</summary>
    public static ResourceNode? Touched(RoomState room, Vector at)
    {
        if (!room.MayTouch(at))
            return null;
        foreach (var node in room.Nodes)
        {
            if (node.Left == 0 || !node.Definition.OnTouch)
                continue;
            var reach = node.Definition.Radius + room.Rules.PlayerRadius;
            if ((at - node.Definition.At).LengthSquared <= reach * reach)
                return node;
        }
        return null;
    }
}
