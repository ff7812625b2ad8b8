using Actors.World;

namespace MyGame.FromNakama;

[Component("duel", FromContent = false)]
public sealed record Duel(bool Runs);

/// <summary>Begins when two are there, and is over after ten seconds.</summary>
public sealed class DuelMatch : RoomHook
{
    public const string Over = "duel.over";

    public override Rejected? Entering(RoomState room, PlayerState player) =>
        room.Players.Count < 2 ? null : new Rejected("duel.full", "Two are fighting here already.");

    public override void Entered(RoomState room, Player player)
    {
        if (room.Players.Count < 2 || room.Get<Duel>().Runs)
            return;
        room.Set(new Duel(true));
        room.StartTimer(Over, ticks: 200, durable: true);
    }

    public static void End(RoomState room, string? data)
    {
        room.Reset<Duel>();
        room.Emit(new DuelOver());
    }
}

public sealed record DuelOver() : RoomEvent(Vector.Zero)
{
    public override EventHeader Header => new("duel.over", Audience: EventAudience.Room);

    public override string Describe(in Viewer viewer) => "The duel is over.";
}

public sealed class Duels : IRulesModule
{
    public string Name => "duel";

    public void Register(RulesBuilder rules) => rules.AddComponent(new Duel(false)).AddHook<DuelMatch>().AddTimer(DuelMatch.Over, DuelMatch.End);
}
