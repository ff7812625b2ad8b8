using Actors.Rules;
using Actors.Simulation;
using Actors.Storage;
using Actors.TestKit;
using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.World;

/// <summary>
/// Clients open matches, look for them, walk in them, end them and win a cup for it, and break their connections. Whatever fails meanwhile, an instance is opened once and ends once, nobody is
/// stored in a room that is not there, and nobody wins a match twice.
/// </summary>
internal sealed class MatchScenario() : GameScenario(Matches())
{
    private readonly HashSet<RoomId> _opened = [];
    private readonly HashSet<RoomId> _ended = [];
    private readonly HashSet<(string Key, PlayerId Winner)> _won = [];
    private readonly HashSet<ItemId> _cups = [];

    private static WorldDefinition Matches() => new WorldBuilder()
        .WithRules(new RulesBuilder().AddBuiltIn().AddModule<MatchRules>().Build()).ItemKind("cup").ItemKind("lamp")
        .Room("lobby").Room("yard")
        .Room("arena", static arena => (arena with { Set = "match", IsEntry = true, Capacity = 3 }).WithItem("lamp", 1, 1))
        .Room("pit", static pit => pit with { Set = "match" })
        .Exit("lobby", "east", "yard").Exit("arena", "north", "pit").Build();

    public override void Act(SimulatedClient client, Random random)
    {
        switch (random.Next(60))
        {
            case 0:
                client.Disconnect();
                break;
            case < 6:
                client.Type("match play");
                break;
            case < 10:
                client.Type("join match");
                break;
            case 10:
                client.Type("match open");
                break;
            case < 14:
                client.Type(random.Next(2) == 0 ? "north" : "south");
                break;
            case 14:
                client.Type(random.Next(2) == 0 ? "east" : "west");
                break;
            case < 17:
                client.Type("match finish");
                break;
            case 17:
                client.Ask(new Take("lamp"));
                break;
            case 18:
                client.Ask(new Drop("lamp"));
                break;
        }
    }

    public override void Committed(RoomTransaction transaction, MemoryWorldStore store)
    {
        foreach (var change in transaction.Changes)
        {
            switch (change)
            {
                case InstanceOpened opened:
                    Require(opened.Rooms.All(room => _opened.Add(room.Id)), $"{opened.Rooms[0].Id} was opened twice.");
                    break;
                case RoomChanged { Room: { Instance: { } instance } room }:
                    Require(_opened.Contains(room.Id), $"{room.Id} was never opened.");
                    Require(instance.HasEnded || !_ended.Contains(room.Id), $"{room.Id} had ended and is open again.");
                    if (instance.HasEnded)
                        _ended.Add(room.Id);
                    break;
                case PlayerChanged { Player: { Room: { IsOpened: true } room } player }:
                    Require(_opened.Contains(room), $"{player.Name} is stored in {room}, which was never opened.");
                    break;
                case ItemChanged { Item: { Kind: "cup", Player: { } winner } cup } when _cups.Add(cup.Id):
                    var key = transaction.Room.Key ?? "";
                    Require(_won.Add((key, winner)), $"Player {winner} has won {key} twice.");
                    break;
            }
        }
    }

    public override void AtRest(IReadOnlyList<SimulatedClient> clients, MemoryWorldStore store)
    {
        foreach (var client in clients)
        {
            var room = store.Find(client.Room!.Value).Record;
            Require(room?.Instance is not { HasEnded: true }, $"{client.Name} is in {client.Room}, which has ended.");
            var cups = store.Items.Count(item => item.Kind == "cup" && item.Player == client.Player);
            Require(cups == _won.Count(won => won.Winner == client.Player), $"{client.Name} has not the cups that it has won.");
        }
        foreach (var item in store.Items)
            Require(item.Room is not { } place || !_ended.Contains(place), $"{item.Kind} {item.Id} lies in {item.Room}, which has ended.");
        // An instance that its opener still lists has not ended, or the notice of its end waits in the store: a sweeper wakes the room some minutes later. An opener that has itself ended is
        // no longer notified.
        foreach (var opener in store.Rooms.Where(static room => room.Opened.Count > 0 && room.Instance is not { HasEnded: true }))
        {
            Require(
                opener.Opened.All(open => !_ended.Contains(open.Id) || store.Find(open.Id).Record is { Outbound.Mail.Count: > 0 }),
                $"{opener.Id} has not heard that one of its instances has ended.");
        }
    }

    protected override void Count(SimulationRun run)
    {
        run.Count("opened", _opened.Count);
        run.Count("ended", _ended.Count);
        run.Count("won", _won.Count);
    }

    private sealed record Match(string What) : Command;

    private sealed class MatchVerb : Verb<Match>
    {
        public override string Name => "match";

        public override string Usage => "match WHAT";

        public override string Help => "Opens, finds or ends a match.";

        public override ParseResult Parse(string rest) => new Match(rest);

        protected override Reply Execute(in VerbContext context, Match command)
        {
            var room = context.Room;
            var options = new InstanceOptions { IsListed = true, EmptySeconds = 20 };
            switch (command.What)
            {
                case "finish":
                    room.Instance?.End("over");
                    return Reply.Ok;
                case "open":
                    return new Done(room.OpenInstance("match", options).Value);
                default:
                    var match = room.Instances.FirstOrDefault(static match => match.Players < match.Capacity)?.Id ?? room.OpenInstance("match", options);
                    return room.Depart(context.Player, match, Vector.Zero, context.CommandId);
            }
        }
    }

    private sealed class Cups : RoomHook
    {
        public override void Ending(RoomState room, string? result)
        {
            foreach (var player in room.Players)
                room.SpawnItem("cup", player);
        }
    }

    private sealed class MatchRules : IRulesModule
    {
        public string Name => "matches";

        public void Register(RulesBuilder rules) => rules.AddVerb<MatchVerb>().AddHook<Cups>();
    }
}
