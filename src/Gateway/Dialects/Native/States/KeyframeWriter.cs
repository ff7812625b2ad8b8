using Actors.Channels;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>Writes complete states, and the parts of them that are new to a client.</summary>
internal static class KeyframeWriter
{
    public const byte Code = 1;

    public static EncodedMessage Write(NativeWriter to, NativeState state)
    {
        var frame = state.Frame;
        to.Row(state.Components.IsEmpty ? 11 : 12).Column("type"u8).Kind("keyframe"u8, Code).Column("room"u8).Text(frame.Room.Value).Column("sequence"u8).Number(frame.Sequence)
            .Column("tick"u8).Number(frame.Tick).Column("nextEvent"u8).Number(frame.NextEvent).Column("serverTime"u8).Number(state.ServerTime)
            .Column("players"u8).List(frame.Players.Length);
        for (var i = 0; i < frame.Players.Length; i++)
            Player(to, state.All, i);
        to.EndList().Column("creatures"u8).List(frame.Creatures.Length);
        foreach (ref readonly var creature in frame.Creatures.AsSpan())
            Creature(to, creature);
        to.EndList().Column("items"u8).List(frame.Items.Length);
        foreach (ref readonly var item in frame.Items.AsSpan())
            Item(to, item);
        to.EndList().Column("nodes"u8).List(frame.Nodes.Length);
        foreach (var left in frame.Nodes)
            to.Number(left);
        to.EndList().Column("projectiles"u8).List(frame.Projectiles.Length);
        foreach (ref readonly var shot in frame.Projectiles.AsSpan())
            Projectile(to, shot);
        to.EndList();
        if (!state.Components.IsEmpty)
            to.Column("components"u8).Components(state.Components.All);
        return to.EndMap().ToMessage();
    }

    public static void Player(NativeWriter to, in StatePart part, int index)
    {
        ref readonly var player = ref part.Player(index);
        var (x, y) = part.Place(index);
        to.Row(15).Column("id"u8).Id(player.Id.Value).Column("name"u8).Text(player.Name)
            .Column("x"u8).Micro(x).Column("y"u8).Micro(y)
            .Column("vx"u8).Milli(player.VelocityXMilli).Column("vy"u8).Milli(player.VelocityYMilli).Column("facing"u8).Milli(player.FacingMilli)
            .Column("health"u8).Number(player.Health).Column("maxHealth"u8).Number(player.MaxHealth).Column("score"u8).Number(player.Score)
            .Column("wood"u8).Number(player.Resources.Wood).Column("stone"u8).Number(player.Resources.Stone)
            .Column("food"u8).Number(player.Resources.Food).Column("gold"u8).Number(player.Resources.Gold)
            .Column("lastInput"u8).Number(player.LastProcessedInput).EndMap();
    }

    public static void Creature(NativeWriter to, in CreatureView creature) =>
        to.Row(8).Column("id"u8).Number(creature.Id.Value).Column("kind"u8).Text(creature.Kind).Column("name"u8).Text(creature.Name)
            .Column("x"u8).Milli(creature.XMilli).Column("y"u8).Milli(creature.YMilli).Column("facing"u8).Milli(creature.FacingMilli)
            .Column("health"u8).Number(creature.Health).Column("maxHealth"u8).Number(creature.MaxHealth).EndMap();

    public static void Item(NativeWriter to, in ItemView item) =>
        to.Row(5).Column("id"u8).Text(item.Id.Value).Column("kind"u8).Text(item.Kind).Column("name"u8).Text(item.Name)
            .Column("x"u8).Milli(item.XMilli).Column("y"u8).Milli(item.YMilli).EndMap();

    public static void Projectile(NativeWriter to, in ProjectileView shot) =>
        to.Row(5).Column("id"u8).Number(shot.Id).Column("owner"u8).Id(shot.Owner.Value)
            .Column("x"u8).Milli(shot.XMilli).Column("y"u8).Milli(shot.YMilli).Column("angle"u8).Milli(shot.AngleMilli).EndMap();
}
