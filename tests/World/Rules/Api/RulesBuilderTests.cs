using Actors.Rules;

namespace Actors.World.Tests;

public class RulesBuilderTests
{
    public static TheoryData<string, Action<RulesBuilder>> Clashes => new()
    {
        {
            "The verbs TakeVerb of the module standard and WordVerb of the module grove are both called \"get\". To take a verb's place, use ReplaceVerb.",
            static rules => rules.AddVerb(new WordVerb("grab", "get"))
        },
        {
            "The verbs LookVerb of the module standard and OtherLook of the module grove both carry out Look. To take a verb's place, use ReplaceVerb.",
            static rules => rules.AddVerb(new OtherLook("stare"))
        },
        {
            "The verbs TakeVerb of the module standard and OtherLook of the module grove are both called \"take\". To take a verb's place, use ReplaceVerb.",
            static rules => rules.ReplaceVerb(new OtherLook("look", "take"))
        },
        {
            "The systems ManaRegeneration of the module grove and Same of the module grove are both called \"ManaRegeneration\".",
            static rules => rules.AddSystem<ManaRegeneration>().AddSystem<Same>()
        },
        { "The components Mana of the module grove and Twin of the module grove are both called \"mana\".", static rules => rules.AddComponent(new Twin(1)) },
        { "The minds Idle of the module grove and Idle of the module grove are both called \"idle\".", static rules => rules.AddMind<Idle>("idle").AddMind<Idle>("idle") },
        {
            "The timers RulesBuilderTests.Ring of the module grove and RulesBuilderTests.Ring of the module grove are both called \"bell\".",
            static rules => rules.AddTimer("bell", Ring).AddTimer("bell", Ring)
        },
        { "The module \"standard\" is added twice.", static rules => rules.AddModule<StandardVerbs>() },
        { "There is no verb \"fly\" to remove.", static rules => rules.RemoveVerb("fly") },
        { "There is no mind \"fly\".", static rules => rules.SetDefaultMind("fly") },
        { "String lacks [Component(\"name\")].", static rules => rules.AddComponent("text") },
        { "The mind \"Big Cat\" must be called by 1 to 40 of the letters a to z, digits, and the signs _ - and .", static rules => rules.AddMind<Idle>("Big Cat") },
        {
            "The component \"old\" is at version 1: an upgrade of version 1 to Old has no place.",
            static rules => rules.AddComponent(new Old(1), ComponentUpgrade.From<Old, Old>(1, static old => old))
        },
    };

    [Theory]
    [MemberData(nameof(Clashes))]
    public void Invalid_or_conflicting_rules_are_rejected_with_the_cause(string message, Action<RulesBuilder> add) =>
        Assert.Equal(message, Assert.Throws<RulesException>(() => Grove.With(add)).Message);

    [Fact]
    public void A_replacement_verb_also_removes_the_old_aliases()
    {
        var rules = Grove.With(static rules => rules.ReplaceVerb(new OtherLook("look")));
        Assert.IsType<OtherLook>(rules.Words["look"]);
        Assert.False(rules.Words.ContainsKey("l"));
        Assert.IsType<OtherLook>(rules.VerbFor(new Look()));
        var room = Grove.Room(rules);
        room.Type("Ada", "look").ExpectDone("Darkness.");
    }

    [Fact]
    public void A_removed_verb_is_unknown_and_its_words_can_be_reused()
    {
        var room = Grove.Room(Grove.With(static rules => rules.RemoveVerb("shout").AddVerb(new WordVerb("shout"))));
        room.Type("Ada", "shout").ExpectDone("shout");
        room.Type("Ada", "yell").ExpectRefused(Codes.Unknown);
        room.Send("Ada", new Shout("hey")).ExpectRefused(Codes.Unknown, "Nobody can do that in this world.");
    }

    [Fact]
    public void Suggestions_and_help_come_from_the_rules()
    {
        var room = Grove.Room(Grove.With(static rules => rules.AddVerb(new WordVerb("conjure")).RemoveVerb("emote")));
        room.Type("Ada", "conjrue").ExpectRefused(Codes.Unknown, "I don't understand \"conjrue\". Did you mean \"conjure\"?");
        room.Type("Ada", "emoet").ExpectRefused(Codes.Unknown, "I don't understand \"emoet\".");
        Assert.Contains("conjure: Says its name.", room.Type("Ada", "help").Expect<Done>().Text, StringComparison.Ordinal);
        room.Type("Ada", "help conjure").ExpectDone("conjure: Says its name.");
    }

    [Fact]
    public void Modules_are_listed_in_their_order_with_their_versions() =>
        Assert.Equal([new ModuleVersion("standard", 1), new ModuleVersion("grove", 3)], Grove.With().Modules);

    private static void Ring(RoomState room, string? data)
    {
    }

    private sealed record Speak(string Word) : Command;

    private sealed class WordVerb(string name, params string[] aliases) : Verb<Speak>
    {
        public override string Name => name;

        public override IReadOnlyList<string> Aliases => aliases;

        public override string Usage => name;

        public override string Help => "Says its name.";

        public override ParseResult Parse(string rest) => new Speak(name);

        protected override Reply Execute(in VerbContext context, Speak command) => new Done(command.Word);
    }

    private sealed class OtherLook(string name, params string[] aliases) : Verb<Look>
    {
        public override string Name => name;

        public override IReadOnlyList<string> Aliases => aliases;

        public override string Usage => name;

        public override string Help => "Looks.";

        public override ParseResult Parse(string rest) => new Look();

        protected override Reply Execute(in VerbContext context, Look command) => new Done("Darkness.");
    }

    private sealed class Same : RoomSystem
    {
        public override string Name => nameof(ManaRegeneration);

        public override long? NextTick(RoomState room) => null;

        public override void Update(RoomState room)
        {
        }
    }

    private sealed class Idle : CreatureMind
    {
        public override void Think(in MindContext mind) => mind.Stop();
    }

    [Component("mana")]
    private sealed record Twin(int Points);

    [Component("old")]
    private sealed record Old(int Points);
}
