using Actors.World;

namespace Actors.Rules.Verbs;

/// <summary>For clients that name a room when they connect; it cannot be typed: players walk.</summary>
internal sealed class TravelVerb : Verb<Travel>
{
    public override string Name => "travel";

    public override string Usage => "";

    public override string Help => "";

    public override ParseResult Parse(string rest) => ShowUsage();

    protected override Reply Execute(in VerbContext context, Travel command)
    {
        var room = context.Room;
        // No room's name means an instance: players get into one by rules or by its list.
        if (room.World.FindByName(command.To.Value) is not { } to)
            return new Rejected(Codes.NoSuchRoom, $"There is no room called {command.To}.");
        return to == room.Id || (to.Definition == room.Id.Definition && room.Id.Key is null)
            ? Reply.Ok
            : room.Depart(context.Player, to, room.World.Rooms[to.Definition].Spawn, context.CommandId);
    }
}
