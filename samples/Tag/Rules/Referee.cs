using System.Globalization;
using Actors.World;

namespace Tag.Rules;

/// <summary>
/// Begins and ends rounds. It looks at who is there instead of tracking who came and went, so it is right however a player has left: by the gate, by closing the
/// page, or with the machine that the room was on.
/// </summary>
public sealed class Referee : RoomSystem
{
    public const string Whistle = "tag.whistle";

    private const int FewestPlayers = 2;

    public override string Name => "tag.referee";

    public override long? NextTick(RoomState room) => Due(room) is null ? null : room.Tick + 1;

    public override void Update(RoomState room) => Due(room)?.Invoke(room);

    /// <summary>The time of a phase is over.</summary>
    public static void Blow(RoomState room, string? number)
    {
        var round = room.Get<Round>();
        if (number != round.Number.ToString(CultureInfo.InvariantCulture) || room.Players.Count < FewestPlayers)
            return;
        Action<RoomState> next = round.Phase == Phase.Starting ? Begin : End;
        next(room);
    }

    /// <summary>Somebody is it from now on, and everybody else is free.</summary>
    public static void Catch(RoomState room, Player it)
    {
        foreach (var player in room.Players)
            player.Set(player == it ? player.Get<Runner>().CaughtAt(room.Tick) : player.Get<Runner>().FreeFrom(room.Tick));
        room.Set(room.Get<Round>() with { It = it.Id, TagTick = room.Tick + Ticks(room, 1) });
    }

    private static Action<RoomState>? Due(RoomState room)
    {
        if (!room.Has<Arena>())
            return null;
        var round = room.Get<Round>();
        var enough = room.Players.Count >= FewestPlayers;
        return round.Phase switch
        {
            Phase.Waiting => enough ? Call : null,
            _ when !enough => BreakOff,
            Phase.Playing when round.It is not { } it || room.FindPlayer(it) is null => CatchAnyone,
            _ => null,
        };
    }

    private static void Call(RoomState room)
    {
        StartPhase(room, room.Get<Round>().Number + 1, Phase.Starting, room.Get<Arena>().PauseSeconds);
        room.Emit(new RoundCalled(room.Get<Arena>().PauseSeconds));
    }

    private static void Begin(RoomState room)
    {
        // In a circle around the middle, all at the same distance from it.
        for (var i = 0; i < room.Players.Count; i++)
        {
            room.Players[i].Set(new Runner());
            room.Players[i].MoveTo(Vector.FromAngle(2 * Math.PI * i / room.Players.Count) * (room.Definition.Height / 3));
        }
        StartPhase(room, room.Get<Round>().Number, Phase.Playing, room.Get<Arena>().RoundSeconds);
        CatchAnyone(room);
    }

    private static void CatchAnyone(RoomState room)
    {
        var it = room.Random.Pick(room.Players.ToArray());
        Catch(room, it);
        room.Emit(new Chosen(it.Id, it.Name, it.Position));
    }

    private static void End(RoomState room)
    {
        var winner = room.Players.MaxBy(player => player.Get<Runner>().TicksAt(room.Tick))!;
        winner.Score++;
        room.Emit(new MatchWon(winner.Id, winner.Name, Seconds(room, winner.Get<Runner>().TicksAt(room.Tick)), winner.Position));
        BreakOff(room);
        // All go back to the bench.
        room.Instance?.End($"{winner.Name} has won");
    }

    private static void BreakOff(RoomState room)
    {
        foreach (var player in room.Players)
            player.Set(player.Get<Runner>().CaughtAt(room.Tick));
        room.Set(room.Get<Round>() with { Phase = Phase.Waiting, EndTick = 0, It = null });
        Show(room, Phase.Waiting);
    }

    private static void StartPhase(RoomState room, int number, Phase phase, int seconds)
    {
        var ticks = Ticks(room, seconds);
        room.Set(new Round(number, phase, room.Tick + ticks, null, 0));
        Show(room, phase);
        // Durable, as the round is: if the room moves to another node, the round is blown to its end there.
        room.StartTimer(Whistle, ticks, number.ToString(CultureInfo.InvariantCulture), durable: true);
    }

    /// <summary>Shows the phase to players who look for a match.</summary>
    private static void Show(RoomState room, Phase phase) => room.Instance?.Show("phase", phase.ToString().ToLowerInvariant());

    /// <summary>Whole seconds, for texts.</summary>
    public static int Seconds(RoomState room, long ticks) => (int)(ticks * room.Rules.TickMilliseconds / 1000);

    private static int Ticks(RoomState room, int seconds) => seconds * 1000 / room.Rules.TickMilliseconds;
}

/// <summary>A player who comes in during a round is free from then on.</summary>
public sealed class Latecomers : RoomHook
{
    public override void Entered(RoomState room, Player player)
    {
        if (room.Has<Arena>())
            player.Set(room.Get<Round>().Phase == Phase.Playing ? new Runner().FreeFrom(room.Tick) : new Runner());
    }
}
