using Actors.Rules;
using Actors.TestKit;

namespace Actors.World.Tests;

public class TypedLineTests
{
    public static TheoryData<string, Command> Lines => new()
    {
        { "look", new Look() }, { "L", new Look() }, { "look lamp", new Examine("lamp") }, { "l at lamp", new Examine("lamp") },
        { "examine lamp", new Examine("lamp") }, { "x  the   lamp", new Examine("the lamp") },
        { "go north", new Go("north") }, { "walk ne", new Go("northeast") }, { "move up", new Go("up") }, { "go window", new Go("window") },
        { "n", new Go("north") }, { "S", new Go("south") }, { "e", new Go("east") }, { "west", new Go("west") }, { "nw", new Go("northwest") },
        { "se", new Go("southeast") }, { "sw", new Go("southwest") }, { "u", new Go("up") }, { "d", new Go("down") }, { "in", new Go("in") }, { "out", new Go("out") },
        { "take lamp", new Take("lamp") }, { "get all", new Take("all") }, { "drop lamp", new Drop("lamp") },
        { "use bread", new Use("bread") }, { "eat bread", new Use("bread") }, { "drink tea", new Use("tea") },
        { "inventory", new ShowInventory() }, { "inv", new ShowInventory() }, { "i", new ShowInventory() },
        { "say hello  there", new Say("hello there") }, { "\"hello\"", new Say("hello") }, { "'hello", new Say("hello") },
        { "emote waves", new Emote("waves") }, { "me waves", new Emote("waves") }, { ":waves", new Emote("waves") },
        { "whisper Bob hi you", new Whisper("Bob", "hi you") }, { "tell Bob hi", new Whisper("Bob", "hi") }, { "w Bob hi", new Whisper("Bob", "hi") },
        { "shout hey", new Shout("hey") }, { "yell hey", new Shout("hey") }, { "global hey", new Global("hey") }, { "g hey", new Global("hey") },
        { "gather", new Gather() }, { "harvest wood", new Gather("wood") },
        { "attack", new Attack() }, { "kill rat", new Attack("rat") }, { "k rat", new Attack("rat") }, { "hit rat", new Attack("rat") },
        { "fire", new Fire() }, { "shoot", new Fire() }, { "face e", new Face(0) }, { "face south", new Face(Math.PI / 2) },
        { "rooms", new ListRooms() }, { "rooms match", new ListRooms("match") }, { "join match", new Join(Set: "match") }, { "join arena@lobby-3", new Join(new RoomId("arena@lobby-3")) },
        { "who", new Who() }, { "name Zoe", new TakeName("Zoe") }, { "help", new Help() }, { "?", new Help() }, { "help take", new Help("take") },
        { "  look\t\r\n", new Look() },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Lines_become_commands(string line, Command command) => Assert.Equal(new ParseResult(command, null), CommandLine.Parse(line, BuiltInRules.All));

    [Theory]
    [InlineData("", Codes.BadArgument, "Say something. Type help for what you can do.")]
    [InlineData("take", Codes.BadArgument, "Say it like this: take ITEM")]
    [InlineData("whisper Bob", Codes.BadArgument, "Say it like this: whisper PLAYER TEXT")]
    [InlineData("face lamp", Codes.BadArgument, "Say it like this: face DIRECTION")]
    [InlineData("go", Codes.BadArgument, "Say it like this: go DIRECTION")]
    [InlineData("tkae lamp", Codes.Unknown, "I don't understand \"tkae lamp\". Did you mean \"take\"?")]
    [InlineData("nroth", Codes.Unknown, "I don't understand \"nroth\". Did you mean \"north\"?")]
    [InlineData("invetory", Codes.Unknown, "I don't understand \"invetory\". Did you mean \"inventory\"?")]
    [InlineData("abracadabra", Codes.Unknown, "I don't understand \"abracadabra\".")]
    [InlineData("travel moon", Codes.Unknown, "I don't understand \"travel moon\".")]
    public void An_invalid_line_is_rejected_with_usage_or_a_suggestion(string line, string code, string text) =>
        Assert.Equal(new ParseResult(null, new Rejected(code, text)), CommandLine.Parse(line, BuiltInRules.All));

    [Fact]
    public void A_line_that_is_too_long_is_refused() => Assert.Equal(Codes.TextTooLong, CommandLine.Parse(new string('x', 2001), BuiltInRules.All).Rejected?.Code);

    [Fact]
    public void The_table_covers_every_word_of_every_verb() =>
        Assert.Empty(BuiltInRules.All.Words.Keys.Except(Lines.Select(static row => ((string)row[0]).Split(' ')[0].ToLowerInvariant()), StringComparer.Ordinal));

    [Fact]
    public void Any_text_parses_or_is_refused()
    {
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var line = new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(i % 2 == 0 ? 128 : 65536))]);
            var parsed = CommandLine.Parse(line, BuiltInRules.All);
            Assert.True(parsed.Command is null != parsed.Rejected is null, $"\"{line}\" must be a command or a refusal");
        }
    }

    [Fact]
    public void Help_lists_every_verb_that_can_be_typed()
    {
        var room = new RoomScenario(new WorldBuilder().Room("hall").Build(), "hall");
        room.Enter("Ada");

        var lines = room.Type("Ada", "help").Expect<Done>().Text!.Split('\n');

        Assert.Equal(
            BuiltInRules.All.Verbs.Where(static verb => verb.IsTyped).Select(static verb => $"{verb.Usage}: {verb.Help}").Order(StringComparer.Ordinal),
            lines.Order(StringComparer.Ordinal));
        room.Type("Ada", "help get").ExpectDone("take ITEM: Pick up an item; take all picks up what you can carry. Also: get.");
        room.Type("Ada", "help dance").ExpectRefused(Codes.Unknown);
    }

    [Theory]
    [InlineData("Zoe", null)]
    [InlineData("O'Neil-2_x", null)]
    [InlineData("Guesting", null)]
    [InlineData("x", Codes.BadName)]
    [InlineData("abcdefghijklmnopqrstu", Codes.BadName)]
    [InlineData("1up", Codes.BadName)]
    [InlineData("two words", Codes.BadName)]
    [InlineData("Zoë", Codes.BadName)]
    [InlineData("ADMIN", Codes.BadName)]
    [InlineData("Guest12", Codes.BadName)]
    public void A_name_has_2_to_20_plain_characters_and_is_not_reserved(string name, string? code) =>
        Assert.Equal(code, PlayerName.Check(name)?.Code);

    [Fact]
    public void A_rename_is_shown_and_saved()
    {
        var room = new RoomScenario(new WorldBuilder().Room("hall").Build(), "hall");
        room.Enter("Ada");
        room.Type("Ada", "name Zoe").Expect<ForwardedCommand>();

        room.Do("rename", (it, effects) =>
        {
            it.Rename(room.Id("Ada"), "Zoe", effects);
            return Reply.Ok;
        });

        Assert.Equal(("Ada", "Zoe"), (room.ExpectEvent<PlayerRenamed>().OldName, room.View("Ada").Name));
        Assert.True(room.Saved.Players[room.Id("Ada")].Named);
    }
}
