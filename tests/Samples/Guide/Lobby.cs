using Actors.World;

namespace MyGame;

public sealed record Play : Command;

/// <summary>Goes into a duel that has a place, or into a new one.</summary>
public sealed class PlayVerb : Verb<Play>
{
    public override string Name => "play";

    public override string Usage => "play";

    public override string Help => "Go into a duel.";

    public override ParseResult Parse(string rest) => new Play();

    protected override Reply Execute(in VerbContext context, Play command)
    {
        var room = context.Room;
        var duel = room.Instances.FirstOrDefault(static duel => duel.Players < duel.Capacity)?.Id
            ?? room.OpenInstance("duel", new InstanceOptions { Capacity = 2, IsListed = true, Shown = RoomTags.Empty.With("mode", "swords") });
        return room.Depart(context.Player, duel, Vector.Zero, context.CommandId);
    }
}

/// <summary>A duel ends with a death, and who is alive then scores.</summary>
public sealed class Duelling : RoomHook
{
    public override void Died(RoomState room, Player player, in Attacker by) => room.Instance?.End(by.Name);

    public override void Ending(RoomState room, string? result)
    {
        foreach (var player in room.Players)
            player.Score += player.IsDead ? 0 : 1;
    }
}

public sealed class Lobby : IRulesModule
{
    public string Name => "lobby";

    public void Register(RulesBuilder rules) => rules.AddVerb<PlayVerb>().AddHook<Duelling>();
}
