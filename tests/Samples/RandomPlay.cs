using Actors.World;

namespace Actors.Samples.Tests;

/// <summary>Players of a room under seeded random lines, movements and ticks; now and then one leaves or comes. The same seed makes the same play.</summary>
internal sealed class RandomPlay
{
    private readonly Random _random;
    private readonly string[] _lines;
    private readonly long[] _commands;

    public RandomPlay(WorldDefinition world, string room, int players, string[] lines, int seed)
    {
        (_random, _lines, _commands) = (new Random(seed), lines, new long[players]);
        Room = new Room(world, world.Rooms[room], new RoomId(room), new SavedRoom(null, []), 0);
        Room.Seed(Effects);
        for (var player = 1; player <= players; player++)
            Enter(player);
    }

    public Room Room { get; }

    public RoomEffects Effects { get; } = new();

    /// <summary>The kinds of all events so far, and how many there were of each.</summary>
    public SortedDictionary<string, int> Seen { get; } = [];

    public static ulong Hash(WorldDefinition world, string room, int players, string[] lines, int seed, int steps, out SortedDictionary<string, int> seen)
    {
        var play = new RandomPlay(world, room, players, lines, seed);
        for (var step = 0; step < steps; step++)
            play.Step();
        seen = play.Seen;
        return play.Room.StateHash();
    }

    private void Step()
    {
        var player = _random.Next(_commands.Length) + 1;
        switch (_random.Next(200))
        {
            case 0 when Room.Contains(new PlayerId(player)):
                Room.Leave(new PlayerId(player), Effects);
                break;
            case < 5 when !Room.Contains(new PlayerId(player)):
                Enter(player);
                break;
            case < 100:
                Room.Advance(Effects);
                break;
            case < 150:
                Room.Apply(new PlayerId(player), 0, new Move(new Vector((_random.NextDouble() * 2) - 1, (_random.NextDouble() * 2) - 1), 1, _random.Next(40)), Effects);
                break;
            default:
                Room.Apply(new PlayerId(player), ++_commands[player - 1], new TypedLine(_lines[_random.Next(_lines.Length)]), Effects);
                break;
        }
        // No neighbouring room answers: a player who wants to go there stays.
        foreach (var departure in Effects.Departures.ToArray())
            Room.CancelDeparture(departure.Player, Effects);
        foreach (var happened in Effects.Events)
            Seen[happened.Header.Kind] = Seen.GetValueOrDefault(happened.Header.Kind) + 1;
        Effects.Clear();
    }

    private void Enter(int player) =>
        Room.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(player), Name = $"Player{player}", Room = Room.Id, Health = 100, LastCommand = _commands[player - 1] }, []), null, Effects);
}
