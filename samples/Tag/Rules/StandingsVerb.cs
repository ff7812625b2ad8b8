using Actors.World;

namespace Tag.Rules;

/// <summary>For people: the round that programs read in the components.</summary>
public sealed class StandingsVerb : Verb<StandingsVerb.Standings>
{
    public sealed record Standings : Command;

    public override string Name => "standings";

    public override string Usage => "standings";

    public override string Help => "How the round stands, and who has won how many.";

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => new Standings();

    protected override Reply Execute(in VerbContext context, Standings command)
    {
        var room = context.Room;
        return new Done(string.Join('\n', room.Players.OrderByDescending(player => player.Get<Runner>().TicksAt(room.Tick)).Select(player =>
            $"{player.Name}{(player.Id == room.Get<Round>().It ? " (it)" : "")}: free for {Referee.Seconds(room, player.Get<Runner>().TicksAt(room.Tick))} s, {player.Score} won")));
    }
}
