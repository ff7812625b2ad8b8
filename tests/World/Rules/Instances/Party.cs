using Actors.Rules;
using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>Opens a match: <c>open</c>, or with options of a test's own.</summary>
internal sealed record OpenMatch(string Title) : Command;

/// <summary>Ends the instance that the player is in.</summary>
internal sealed record EndMatch(string Result) : Command;

internal sealed class OpenVerb(Func<string, InstanceOptions> options) : Verb<OpenMatch>
{
    public override string Name => "open";

    public override string Usage => "open TITLE";

    public override string Help => "Open a match.";

    public override ParseResult Parse(string rest) => new OpenMatch(rest);

    protected override Reply Execute(in VerbContext context, OpenMatch command) =>
        new Done(context.Room.OpenInstance("match", options(command.Title)).Value);
}

internal sealed class EndVerb : Verb<EndMatch>
{
    public override string Name => "end";

    public override string Usage => "end RESULT";

    public override string Help => "End the match.";

    public override ParseResult Parse(string rest) => new EndMatch(rest);

    protected override Reply Execute(in VerbContext context, EndMatch command)
    {
        context.Room.Instance!.End(command.Result);
        return Reply.Ok;
    }
}

/// <summary>Players who are there when it ends win a cup, and the lobby keeps the results.</summary>
internal sealed class Prizes : RoomHook
{
    public override void Ending(RoomState room, string? result)
    {
        foreach (var player in room.Players)
            room.SpawnItem("cup", player);
        room.Set(new Fate($"{room.Get<Fate>().Text}, ending {result}"));
    }

    public override void InstanceEnded(RoomState room, RoomId instance, string? result) => room.Set(new Fate($"{room.Get<Fate>().Text}, {instance} {result}"));
}

/// <summary>
/// A lobby, whose rules open matches of two rooms, an arena and a hall behind it; the rooms share the rows of a store. Mail and players go from one to the other when a test says so,
/// as a server carries them.
/// </summary>
internal sealed class Party(Func<string, InstanceOptions>? options = null, bool record = false)
{
    public static RuleSet Rules(Func<string, InstanceOptions>? options = null) => Grove.With(rules => rules
        .AddVerb(new OpenVerb(options ?? (static title => new InstanceOptions { Title = title, IsListed = true })))
        .AddVerb<EndVerb>()
        .AddHook<Prizes>()
        .AddMail("grove.note", static (room, mail) => room.Set(new Fate(mail.Body))));

    public static WorldDefinition WorldOf(RuleSet rules) => Grove.World(rules)
        .Room("lobby")
        .Room("yard")
        .Room("hall", static hall => hall with { Set = "match", Capacity = 4 })
        .Room("arena", static arena => (arena with { Set = "match", IsEntry = true, Capacity = 3, Spawn = new Vector(1, 1) }).WithItem("lamp", 2, 0))
        .Exit("arena", "north", "hall").Exit("hall", "east", "lobby")
        .Build();

    private readonly Dictionary<string, RoomScenario> _rooms = [];
    private readonly List<string> _players = [];

    public WorldDefinition World { get; } = WorldOf(Rules(options));

    public SavedRows Saved { get; } = new();

    public RoomScenario Lobby => this["lobby"];

    /// <summary>The room, activated when it is first asked for.</summary>
    public RoomScenario this[string room]
    {
        get
        {
            if (!_rooms.TryGetValue(room, out var active))
                _rooms[room] = active = new RoomScenario(World, room, Saved, tick: _rooms.Count == 0 ? 0 : Lobby.Room.Tick, record);
            return active;
        }
    }

    /// <summary>The same id in all rooms, numbered in the order in which players are first named.</summary>
    public PlayerId Id(string player)
    {
        if (!_players.Contains(player))
            _players.Add(player);
        return new PlayerId(_players.IndexOf(player) + 1);
    }

    public ScenarioReply Enter(RoomScenario room, string player) =>
        room.Enter(new PlayerState(new PlayerRecord { Id = Id(player), Name = player, Room = room.Room.Id, Health = World.Rules.PlayerMaxHealth }, []));

    /// <summary>Its activation dies: the next one has only what it had saved.</summary>
    public RoomScenario Restart(string room)
    {
        var tick = this[room].Room.Tick;
        return _rooms[room] = new RoomScenario(World, room, Saved, tick, record);
    }

    public RoomScenario Open(string title = "Arena")
    {
        if (!Lobby.Room.Contains(Id("Host")))
            Enter(Lobby, "Host");
        return this[Assert.IsType<Done>(Lobby.Type("Host", $"open {title}").Reply).Text!];
    }

    /// <summary>Moves the players who have just set out: each is in the other room, or stays.</summary>
    public Reply Follow(RoomScenario from)
    {
        Reply last = Reply.Ok;
        foreach (var departure in from.Departures)
        {
            var to = this[departure.To.Value];
            var state = departure.Arriving(World, to.Room.Id);
            last = to.Do("reserve", (room, effects) => room.Reserve(state, effects, from.Room.Id, departure.IsByChoice)).Reply;
            if (last is Rejected)
            {
                from.Do("stay", (room, effects) =>
                {
                    room.CancelDeparture(departure.Player, effects);
                    return Reply.Ok;
                });
                continue;
            }
            from.Do("gone", (room, effects) => room.CompleteDeparture(departure.Player, to.Room.Id, effects));
            to.Enter(Saved.Load(departure.Player)!).ExpectDone();
        }
        return last;
    }

    /// <summary>A player of the lobby goes into the instance, by rules or by its own choice.</summary>
    public Reply Send(RoomScenario from, string player, RoomId to)
    {
        from.Send(player, new Try(on => on.Room.Depart(on.Player, to, Vector.Zero, on.CommandId))).Expect<Departing>();
        return Follow(from);
    }

    public Reply Join(RoomScenario from, string player, string room)
    {
        var reply = from.Type(player, $"join {room}").Reply;
        return reply is Departing ? Follow(from) : reply;
    }

    /// <summary>Delivers all mail until there is none, and moves the players who set out because of it.</summary>
    public void Deliver()
    {
        while (_rooms.Values.FirstOrDefault(static room => room.Room.UndeliveredMail.Count > 0) is { } from)
        {
            var mail = from.Room.UndeliveredMail[0];
            var taken = false;
            this[mail.To.Value].Do("mail", (room, effects) =>
            {
                taken = room.Receive(mail, effects);
                return Reply.Ok;
            });
            Assert.True(taken, $"{mail} was not taken.");
            Follow(this[mail.To.Value]);
            from.Do("delivered", (room, effects) =>
            {
                room.Delivered(mail.To, mail.Number, effects);
                return Reply.Ok;
            });
        }
    }

    public IReadOnlyList<ListedRoom> Instances => Lobby.Ask("Host", static on => on.Room.Instances);
}
