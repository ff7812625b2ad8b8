using Actors.Rules;
using Actors.World;

namespace Actors.Bench.Micro.Rooms;

/// <summary>A room of the benchmarks' own world in which everybody walks: to and fro around the middle, or in circles with an input every other tick.</summary>
internal sealed class BusyRoom
{
    /// <summary>Within this many ticks nobody reaches a wall.</summary>
    private const int TicksOneWay = 64;

    private readonly RoomEffects _effects = new();
    private readonly PlayerId[] _players;
    private long _sequence;

    public BusyRoom(int players, string content = "bench-content", string room = "room-0")
    {
        if (ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, content), BuiltInRules.All).World is not { } world)
            throw new InvalidOperationException($"{content} does not load.");
        World = world;
        Room = new Room(world, world.Rooms[room], new RoomId(room), new SavedRoom(null, []), 0);
        _players = [.. Enumerable.Range(1, players).Select(static number => new PlayerId(number))];
        foreach (var player in _players)
            Room.Enter(new PlayerState(new PlayerRecord { Id = player, Name = $"Player{player.Value}", Room = Room.Id, Health = 100 }, []), null, _effects);
        foreach (var player in _players)
            Move(player);
        Step();
    }

    public WorldDefinition World { get; }

    public Room Room { get; }

    /// <summary>One input.</summary>
    public void Move(PlayerId player)
    {
        var angle = 0.3 * ++_sequence;
        Room.Apply(player, 0, new Move(new Vector(Math.Cos(angle), Math.Sin(angle)), _sequence), _effects);
    }

    /// <summary>One tick without inputs; now and then all turn back.</summary>
    public void StepToAndFro()
    {
        if (Room.Tick % TicksOneWay == 0)
        {
            foreach (var player in _players)
                Room.Apply(player, 0, new Move(Vector.FromAngle(player.Value + (Room.Tick / TicksOneWay % 2 * Math.PI)), ++_sequence), _effects);
        }
        Step();
    }

    /// <summary>As at 10 inputs and 20 ticks a second: half of the players send an input, then there is a tick.</summary>
    public void StepWithInputs()
    {
        foreach (var player in _players)
        {
            if ((player.Value + Room.Tick) % 2 == 0)
                Move(player);
        }
        Step();
    }

    public RoomFrame View() => Room.View(Room.Tick, []);

    private void Step()
    {
        Room.Advance(_effects);
        _effects.Clear();
    }
}
