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
        if (room.World.FindRoom(command.To) is not { } target)
            return new Rejected(Codes.NoSuchRoom, $"There is no room called {command.To}.");
        return command.To.Definition == room.Id.Definition ? Reply.Ok : room.Depart(context.Player, command.To, target.Spawn, context.CommandId);
    }
}
