using Actors.World;

namespace Actors.Rules.Verbs;

/// <summary>Items whose kind has a behaviour do what that says; others heal, or are held, as content says.</summary>
internal sealed class UseVerb : Verb<Use>
{
    public override string Name => "use";

    public override IReadOnlyList<string> Aliases => ["eat", "drink"];

    public override string Usage => "use ITEM";

    public override string Help => "Use an item that you carry; some are used up by it.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Use(rest);

    protected override Reply Execute(in VerbContext context, Use command)
    {
        var (room, player) = (context.Room, context.Player);
        if (room.FindItem(command.What, player.Items) is not { } item)
            return new Rejected(Codes.NotHeld, $"You carry no {CommandLine.WithoutArticle(command.What)}.");
        if (room.BehaviourOf(item) is { } behaviour)
            return behaviour.Use(context, item);
        var kind = room.KindOf(item);
        if (kind is { Heals: 0, UseText.Length: 0, AttackBonus: 0 })
            return new Rejected(Codes.CannotUse, $"You find no use for the {kind.Name}.");
        var consumed = kind.Heals > 0;
        if (consumed)
        {
            room.Consume(player, item);
            player.Heal(kind.Heals);
        }
        else
            player.Holding = item.Kind;
        context.Emit(new ItemUsed(player.Id, player.Name, item.Id, item.Kind, kind.Name, consumed, player.Position));
        return new Done(kind.UseText.Length > 0 ? kind.UseText : consumed ? $"You use up the {kind.Name}." : $"You hold the {kind.Name}.");
    }
}
