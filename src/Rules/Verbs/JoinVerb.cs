using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class JoinVerb : Verb<Join>
{
    public override string Name => "join";

    public override string Usage => "join ROOM";

    public override string Help => "Go into an open room: one of the list that rooms gives, or any of a set.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new RoomId(rest) is { IsOpened: true } room ? new Join(room) : new Join(Set: rest);

    protected override Reply Execute(in VerbContext context, Join command) => context.Room.Depart(context.Player, command, context.CommandId);
}
