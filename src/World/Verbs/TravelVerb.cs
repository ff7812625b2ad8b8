namespace Actors.World;

/// <summary>For clients that name a room when they connect; it cannot be typed: players walk.</summary>
internal sealed class TravelVerb : Verb<Travel>
{
    public override string Name => "travel";

    public override string Usage => "";

    public override string Help => "";

    internal override ParsedLine Parse(string rest) => Missing();

    protected override Reply Execute(VerbContext context, Travel command)
    {
        var state = context.State;
        if (state.World.FindRoom(command.To) is not { } target)
            return new Rejected(Codes.NoSuchRoom, $"There is no room called {command.To}.");
        return command.To.Definition == state.Id.Definition
            ? Reply.Ok
            : state.Depart(context.Actor, command.To, target.Spawn, null, context.CommandId, context.Effects);
    }
}
