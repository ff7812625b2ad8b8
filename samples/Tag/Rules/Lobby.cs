using Actors.World;

namespace Tag.Rules;

/// <summary>Of a room where players wait for a match. Content sets it: <c>bench: { match: tag, gateX: 11 }</c>.</summary>
/// <param name="Match">The set of rooms that a match is played in.</param>
/// <param name="GateX">A player who walks this far east goes to a match.</param>
[Component("bench", Durable = false, Visibility = ComponentVisibility.Nobody)]
public sealed record Bench(string Match = "", double GateX = 0)
{
    /// <summary>Sends a player to the match with the most players that has a free place, or to a new one.</summary>
    public static Reply SendOff(RoomState room, Player player, long commandId)
    {
        var match = room.Instances.Where(static open => open.Players < open.Capacity).MaxBy(static open => open.Players)?.Id
            ?? room.OpenInstance(room.Get<Bench>().Match, new InstanceOptions { IsListed = true });
        return room.Depart(player, match, room.World.FindRoom(match)!.Spawn, commandId);
    }
}

/// <summary>For players who type: goes to a match.</summary>
public sealed class PlayVerb : Verb<PlayVerb.Play>
{
    public sealed record Play : Command;

    public override string Name => "play";

    public override IReadOnlyList<string> Aliases => ["in"];

    public override string Usage => "play";

    public override string Help => "Go through the gate, into a match.";

    public override ParseResult Parse(string rest) => new Play();

    protected override Reply Execute(in VerbContext context, Play command) =>
        context.Room.Has<Bench>() ? Bench.SendOff(context.Room, context.Player, context.CommandId) : new Rejected("tag.no_gate", "There is no gate here.");
}

/// <summary>For players who walk: goes to a match.</summary>
public sealed class Gate : RoomSystem
{
    public override string Name => "tag.gate";

    public override long? NextTick(RoomState room) => FindWalker(room) is null ? null : room.Tick + 1;

    public override void Update(RoomState room)
    {
        if (FindWalker(room) is { } player)
            Bench.SendOff(room, player, commandId: 0);
    }

    private static Player? FindWalker(RoomState room) =>
        room.Has<Bench>() ? room.Players.FirstOrDefault(player => player.Position.X >= room.Get<Bench>().GateX && !player.IsDeparting) : null;
}

/// <summary>Announces on the bench how a match has ended.</summary>
public sealed class Scoreboard : RoomHook
{
    public override void InstanceEnded(RoomState room, RoomId instance, string? result)
    {
        if (result is not null)
            room.Emit(new MatchOver(result));
    }
}
