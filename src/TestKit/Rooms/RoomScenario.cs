using System.Globalization;
using Actors.World;

namespace Actors.TestKit;

/// <summary>
/// One room and the players in it, driven step by step. A transcript holds everything that is asked and everything that happens; an expectation that fails throws a
/// <see cref="ScenarioException"/> with the transcript.
/// </summary>
public sealed class RoomScenario
{
    private readonly RoomEffects _effects = new();
    private readonly Dictionary<string, (PlayerId Id, long LastCommand)> _players = [];
    private readonly List<string> _transcript = [];
    private readonly List<string> _recording = [];
    private readonly int _maxHealth;
    private long _frames;

    /// <summary>A room as its content has it, with its items lying in it.</summary>
    /// <param name="record">Whether to make a <see cref="Recording"/>.</param>
    public RoomScenario(WorldDefinition world, string room, bool record = false)
        : this(world, room, new SavedRows(), record: record)
    {
        Room.Seed(_effects);
        Drain();
    }

    /// <summary>A room as it was saved. One of an instance that nobody has been in gets content's items.</summary>
    /// <param name="record">Whether to make a <see cref="Recording"/>.</param>
    public RoomScenario(WorldDefinition world, string room, SavedRows saved, long tick = 0, bool record = false)
    {
        Saved = saved;
        _maxHealth = world.Rules.PlayerMaxHealth;
        var id = new RoomId(room);
        var loaded = saved.Load(id);
        Room = new Room(world, world.Rooms[id.Definition], id, loaded, tick);
        if (record)
        {
            _recording.Add(RecordingFormat.Write(RecordingLine.Start.Of(Room, world, loaded, epoch: 0)));
            Room.Journal = line => _recording.Add(RecordingFormat.Write(line));
        }
        if (!id.IsOpened || !Room.IsNew)
            return;
        Room.Seed(_effects);
        Drain();
    }

    /// <summary>The room itself, for what this class does not have.</summary>
    public Room Room { get; }

    /// <summary>What a store would hold by now.</summary>
    public SavedRows Saved { get; }

    /// <summary>The lines of a recording of all that was done to the room so far; none when it is not recorded.</summary>
    public IReadOnlyList<string> Recording => _recording;

    /// <summary>What the last step caused.</summary>
    public IReadOnlyList<RoomEvent> Events { get; private set; } = [];

    /// <summary>What the last step would have committed; <see cref="Saved"/> has it already.</summary>
    public IReadOnlyList<Change> Changes { get; private set; } = [];

    /// <summary>The players on their way to another room since the last step.</summary>
    public IReadOnlyList<Departure> Departures { get; private set; } = [];

    /// <summary>Brings a player in. Players are numbered from 1 in the order in which they are first named.</summary>
    public ScenarioReply Enter(string name, double x = 0, double y = 0)
    {
        var id = Id(name);
        var record = new PlayerRecord
        {
            Id = id,
            Name = name,
            Room = Room.Id,
            Position = new Vector(x, y),
            Health = _maxHealth,
        };
        return Enter(new PlayerState(record, []));
    }

    /// <summary>Brings a player in with the state that another room sent or a store has.</summary>
    public ScenarioReply Enter(PlayerState player, string? from = null)
    {
        _players[player.Record.Name] = (player.Record.Id, player.Record.LastCommand);
        return Step($"{player.Record.Name} enters", effects => Room.Enter(player, from, effects));
    }

    /// <summary>A typed line of a text player; the room's rules parse it.</summary>
    public ScenarioReply Type(string player, string line)
    {
        return Step($"{player}> {line}", effects => Room.Apply(Id(player), NextCommand(player), new TypedLine(line), effects));
    }

    /// <summary>A command with the player's next number.</summary>
    public ScenarioReply Send(string player, Command command) => Send(player, command, NextCommand(player));

    /// <param name="commandId">0 for real-time input; an old number asks again for the answer that was given then.</param>
    public ScenarioReply Send(string player, Command command, long commandId) =>
        Step($"{player}> {command} #{commandId}", effects => Room.Apply(Id(player), commandId, command, effects));

    /// <summary>Steps the room. <see cref="Events"/> are those of all these ticks.</summary>
    public RoomScenario Tick(int count = 1)
    {
        for (var i = 0; i < count; i++)
            Room.Advance(_effects);
        Note($"{count} ticks");
        Drain();
        return this;
    }

    /// <summary>Does anything else that can be done to a room; its effects are drained as those of a command.</summary>
    public ScenarioReply Do(string what, Func<Room, RoomEffects, Reply> act) => Step(what, effects => act(Room, effects));

    /// <summary>The number of a player, which it gets when it is first named.</summary>
    public PlayerId Id(string player)
    {
        if (!_players.TryGetValue(player, out var known))
            _players[player] = known = (new PlayerId(_players.Count + 1), 0);
        return known.Id;
    }

    /// <summary>The player's present state, as the store would get it.</summary>
    public PlayerState Player(string player) => Room.Save(Id(player)) ?? throw Failure($"{player} is not in the room.");

    /// <summary>What clients would be shown now, with the events of the last step.</summary>
    public RoomFrame Frame() => Room.View(++_frames, [.. Events]);

    /// <summary>The player as the others see it.</summary>
    public PlayerView View(string player)
    {
        var id = Id(player);
        var seen = Array.Find(Frame().Players, view => view.Id == id);
        return seen.Id == id ? seen : throw Failure($"{player} is not in the frame.");
    }

    /// <summary>Expects exactly one event of this type in the last step, and returns it.</summary>
    public TEvent ExpectEvent<TEvent>()
        where TEvent : RoomEvent =>
        Events.OfType<TEvent>().ToArray() is [var only] ? only : throw Failure($"Expected one {typeof(TEvent).Name}, got {Events.OfType<TEvent>().Count()}.");

    /// <summary>Expects no event of this type in the last step.</summary>
    /// <exception cref="ScenarioException">There was one.</exception>
    public RoomScenario ExpectNo<TEvent>()
        where TEvent : RoomEvent =>
        Events.OfType<TEvent>().Any() ? throw Failure($"Expected no {typeof(TEvent).Name}.") : this;

    /// <summary>Expects anything else that must hold.</summary>
    /// <param name="what">Completes "Expected".</param>
    /// <exception cref="ScenarioException">It does not hold.</exception>
    public RoomScenario Expect(bool holds, string what) => holds ? this : throw Failure($"Expected {what}.");

    internal ScenarioException Failure(string message) => new($"{message}\n{string.Join('\n', _transcript)}");

    private long NextCommand(string player)
    {
        var (id, last) = (Id(player), _players[player].LastCommand + 1);
        _players[player] = (id, last);
        return last;
    }

    private ScenarioReply Step(string what, Func<RoomEffects, Reply> act)
    {
        Note(what);
        var reply = act(_effects);
        _transcript.Add($"    {reply}");
        Drain();
        return new ScenarioReply(this, reply);
    }

    private void Note(string what) => _transcript.Add(string.Create(CultureInfo.InvariantCulture, $"{Room.Tick,6} {what}"));

    private void Drain()
    {
        (Events, Changes, Departures) = ([.. _effects.Events], [.. _effects.Changes], [.. _effects.Departures]);
        _effects.Clear();
        _transcript.AddRange(Events.Select(static happened => $"    * {happened}"));
        Saved.Apply(Changes);
    }
}
