using Actors.World;

namespace Caravan.Rules.Errands;

/// <summary>Talks to a creature. Three talks make the errand: the master asks for the ledger, the keyholder gives the key, and the master takes the ledger.</summary>
public sealed class TalkVerb : Verb<TalkVerb.Talk>
{
    public const int Reward = 20;
    public const string Key = "key";
    public const string Ledger = "ledger";

    public sealed record Talk(string To) : Command;

    public override string Name => "talk";

    public override string Usage => "talk CREATURE";

    public override string Help => "Talk to somebody who does not play.";

    public override ParseResult Parse(string rest) =>
        rest.Length == 0 ? ShowUsage() : new Talk(rest.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? rest[3..] : rest);

    protected override Reply Execute(in VerbContext context, Talk command)
    {
        if (context.Room.FindCreature(command.To) is not { } creature)
            return VerbContext.Reject(Codes.NotHere, $"You see no {CommandLine.WithoutArticle(command.To)} here.");
        return (creature.Get<Role>().Part, context.Player.Get<Errand>().Step) switch
        {
            (Part.Master, Step.None or Step.Done) => Ask(context),
            (Part.Keyholder, Step.Asked) => GiveKey(context),
            (Part.Master, Step.HasKey) when Find(context, Ledger) is { } ledger => Pay(context, ledger),
            (Part.Master, _) => new Done("\"The ledger,\" says the caravan master. \"Behind the door. The shopkeeper has the key.\""),
            (Part.Keyholder, _) => new Done("\"Look around,\" says the shopkeeper. \"To look costs nothing. Say buy.\""),
            _ => new Done($"The {creature.Kind.Name} has nothing to say to you."),
        };
    }

    private static Done Ask(in VerbContext context)
    {
        Advance(context, Step.Asked);
        return new Done("\"My ledger lies in the warehouse, and the door is locked,\" says the caravan master. \"The shopkeeper has the key.\"");
    }

    private static Reply GiveKey(in VerbContext context)
    {
        if (Find(context, Key) is null && context.Room.SpawnItem(Key, context.Player) is null)
            return VerbContext.Reject(Codes.InventoryFull, "You have no hand free for the key.");
        Advance(context, Step.HasKey);
        return new Done("\"For the master? Take it,\" says the shopkeeper, and gives you a key.");
    }

    private static Done Pay(in VerbContext context, ItemRecord ledger)
    {
        var player = context.Player;
        context.Room.Consume(player, ledger);
        player.Resources = player.Resources.Plus(Resource.Gold, Reward);
        player.Set(player.Get<Errand>() with { Times = player.Get<Errand>().Times + 1 });
        Advance(context, Step.Done);
        return new Done($"\"Every camel is in it,\" says the caravan master, and counts {Reward} gold into your hand.");
    }

    private static void Advance(in VerbContext context, Step step)
    {
        var player = context.Player;
        player.Set(player.Get<Errand>() with { Step = step });
        context.Emit(new ErrandAdvanced(player.Id, player.Name, step, player.Position));
    }

    private static ItemRecord? Find(in VerbContext context, string kind) => context.Player.Items.FirstOrDefault(item => item.Kind == kind);
}

/// <summary>Each player who comes for a ledger finds one in the place that content gives it, because the first was paid for long ago.</summary>
public sealed class Ledgers : RoomHook
{
    public override void Entered(RoomState room, Player player)
    {
        if (player.Get<Errand>().Step != Step.HasKey || player.Items.Concat(room.Items).Any(item => item.Kind == TalkVerb.Ledger))
            return;
        foreach (var placed in room.Definition.Items.Where(placed => placed.Kind == TalkVerb.Ledger))
            room.SpawnItem(placed.Kind, placed.At);
    }
}

/// <summary>A player has gone a step further. Only this player is shown it; a client may show it in a journal.</summary>
public sealed record ErrandAdvanced(PlayerId Player, string Name, Step Step, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("caravan.errand", Player, Name, Audience: EventAudience.Actor);
}
