using Actors.Rooms;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>
/// A lobby whose rules open matches: <c>match play</c> goes to one that has a place, or to a new one; <c>match open</c> only opens one; <c>match finish</c> ends it. Players
/// who are in a match at its end win a cup.
/// </summary>
internal static class MatchWorld
{
    public static readonly RoomId Lobby = new("lobby");
    public static readonly RoomId First = new("arena@lobby-1");

    /// <summary>After a change of content.</summary>
    public static WorldDefinition WithoutMatches(InstanceOptions options) => Lounge(options, 50, 50).Build();

    public static WorldDefinition Of(InstanceOptions options, int lobbyCapacity = 50, int yardCapacity = 50) => Lounge(options, lobbyCapacity, yardCapacity)
        .Room("arena", static arena => (arena with { Set = "match", IsEntry = true, Capacity = 2, Spawn = new Vector(1, 1) }).WithItem("lamp", 1, 1))
        .Room("pit", static pit => pit with { Set = "match" })
        .Exit("arena", "north", "pit")
        .Build();

    private static WorldBuilder Lounge(InstanceOptions options, int lobbyCapacity, int yardCapacity) => new WorldBuilder()
        .WithRules(new RulesBuilder().AddBuiltIn().AddModule(new Matches(options)).Build())
        .ItemKind("cup").ItemKind("lamp")
        .Room("lobby", lobby => lobby with { Capacity = lobbyCapacity })
        .Room("yard", yard => yard with { Capacity = yardCapacity })
        .Exit("lobby", "east", "yard");

    /// <summary>A client that follows redirects to other rooms.</summary>
    public sealed class Client(SimulatedNode node, long number)
    {
        private long _attempt;
        private long _commands;
        private int _followed;

        /// <summary>The room that it is in, or is about to enter.</summary>
        public string Room { get; private set; } = "lobby";

        public PlayerId Id => new(number);

        public IReadOnlyList<object> Told => node.Told(number);

        public Reply Answer => node.Last<Answered>(number).Reply;

        public bool IsIn => Told.LastOrDefault(static told => told is Joined or MovedTo or JoinRefused or RoomClosed) is Joined && !IsCutOff;

        public bool IsCutOff { get; private set; }

        /// <param name="known">Whether it has been in the world before.</param>
        public Client Come(bool known = false)
        {
            IsCutOff = false;
            node.Join(number, Room, number, known: known, attempt: ++_attempt);
            Follow(0.2);
            return this;
        }

        /// <summary>Repeats the last command, as after a lost answer.</summary>
        public Client Repeat(string line)
        {
            node.Ask(number, Room, number, _commands, new TypedLine(line));
            return this;
        }

        public Client Say(string line)
        {
            node.Ask(number, Room, number, ++_commands, new TypedLine(line));
            return this;
        }

        public Client Say(Command command)
        {
            node.Ask(number, Room, number, ++_commands, command);
            return this;
        }

        /// <summary>Leaves the world.</summary>
        public void Bye() => node.Leave(number, Room, number);

        public void CutOff()
        {
            IsCutOff = true;
            node.Leave(number, Room, number, cutOff: true);
        }

        /// <summary>Lets this much time pass, and meanwhile follows each move to another room.</summary>
        public Client Follow(double seconds)
        {
            for (var passed = 0.0; passed < seconds; passed += 0.05)
            {
                node.Advance(0.05);
                Step();
            }
            return this;
        }

        private void Step()
        {
            for (; _followed < Told.Count; _followed++)
            {
                if (Told[_followed] is not MovedTo moved)
                    continue;
                Room = moved.Room.Value;
                node.Join(number, Room, number, known: moved.Transfer is not null, attempt: ++_attempt, transfer: moved.Transfer);
            }
        }
    }

    private sealed class Matches(InstanceOptions options) : IRulesModule
    {
        public string Name => "matches";

        public void Register(RulesBuilder rules) => rules.AddVerb(new MatchVerb(options)).AddHook<Cups>();
    }

    private sealed record Match(string What) : Command;

    private sealed class MatchVerb(InstanceOptions options) : Verb<Match>
    {
        public override string Name => "match";

        public override string Usage => "match WHAT";

        public override string Help => "For a test.";

        public override ParseResult Parse(string rest) => new Match(rest);

        protected override Reply Execute(in VerbContext context, Match command)
        {
            var room = context.Room;
            switch (command.What)
            {
                case "open":
                    return new Done(room.OpenInstance("match", options).Value);
                case "play":
                    var match = room.Instances.FirstOrDefault(static match => match.Players < match.Capacity)?.Id ?? room.OpenInstance("match", options);
                    return room.Depart(context.Player, match, new Vector(1, 1), context.CommandId);
                case "mark":
                    if (room.Instance is { IsEntry: true } entry)
                        entry.Show("mode", "marked");
                    return Reply.Ok;
                case "finish":
                    room.Instance?.End("over");
                    return Reply.Ok;
                default:
                    throw new InvalidOperationException("It has crashed.");
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
}
