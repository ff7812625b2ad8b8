using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class RoomsVerb : Verb<ListRooms>
{
    public override string Name => "rooms";

    public override string Usage => "rooms [SET]";

    public override string Help => "List the rooms that are open for joining.";

    public override bool WhileDead => true;

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => new ListRooms(rest.Length > 0 ? rest : null);

    protected override Reply Execute(in VerbContext context, ListRooms command) => new ForwardedCommand(command);
}
