using Actors.Rules;
using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>What frames show of components, and how large one may be.</summary>
public sealed class ShownComponentTests
{
    [Fact]
    public void A_stored_or_shown_component_over_4096_bytes_is_rejected()
    {
        var room = Hall();
        // {"text":"..."}
        var most = new string('x', ComponentData.MaxBytes - 11);
        room.Send("Ada", new Write(most)).ExpectDone();
        Assert.Throws<RulesException>(() => room.Send("Ada", new Write(most + "x")));
        // Bytes, not characters.
        Assert.Throws<RulesException>(() => room.Send("Ada", new Write(new string('ü', 2100))));
        Assert.Equal(most.Length + 11, Assert.Single(room.Frame().Components).Json.Length);
    }

    [Fact]
    public void A_component_neither_stored_nor_shown_may_be_larger()
    {
        var room = Hall();
        room.Send("Ada", new Write(new string('x', 10_000), IsSecret: true)).ExpectDone();
        Assert.Empty(room.Frame().Components);
    }

    [Fact]
    public void A_kinds_components_appear_and_disappear_with_its_items()
    {
        var room = Hall(static lamp => lamp with { Components = ComponentData.Parse("""{"note":[1,{"text":"It glows."}]}""") });
        var note = Assert.Single(room.Frame().Components);
        Assert.Equal((ComponentHolder.Item, "hall:1", "note", """{"text":"It glows."}"""), (note.Holder, note.Id, note.Name, note.Json));
        room.Type("Ada", "take lamp").ExpectDone();
        Assert.Empty(room.Frame().Components);
        room.Type("Ada", "drop lamp").ExpectDone();
        Assert.Equal("hall:1", Assert.Single(room.Frame().Components).Id);
        room.Type("Ada", "conjure").ExpectDone();
        Assert.Equal(["hall:1", "hall:2"], room.Frame().Components.Select(static row => row.Id));
    }

    private static RoomScenario Hall(Func<ItemKind, ItemKind>? lamp = null)
    {
        var rules = new RulesBuilder().AddBuiltIn().AddModule<Notes>().Build();
        var room = new RoomScenario(new WorldBuilder().WithRules(rules).ItemKind("lamp", lamp).Room("hall", static hall => hall.WithItem("lamp", 1, 1)).Build(), "hall");
        room.Enter("Ada");
        return room;
    }

    [Component("note")]
    private sealed record Note(string Text);

    [Component("secret", Durable = false, Visibility = ComponentVisibility.Nobody)]
    private sealed record Secret(string Text);

    private sealed record Write(string Text, bool IsSecret = false) : Command;

    private sealed record Conjure : Command;

    private sealed class Notes : IRulesModule
    {
        public string Name => "notes";

        public void Register(RulesBuilder rules) => rules.AddComponent(new Note("")).AddComponent(new Secret("")).AddVerb<WriteVerb>().AddVerb<ConjureVerb>();
    }

    private sealed class WriteVerb : Verb<Write>
    {
        public override string Name => "write";

        public override string Usage => "write TEXT";

        public override string Help => "Write something.";

        public override ParseResult Parse(string rest) => new Write(rest);

        protected override Reply Execute(in VerbContext context, Write command)
        {
            if (command.IsSecret)
                context.Player.Set(new Secret(command.Text));
            else
                context.Player.Set(new Note(command.Text));
            return Reply.Ok;
        }
    }

    private sealed class ConjureVerb : Verb<Conjure>
    {
        public override string Name => "conjure";

        public override string Usage => "conjure";

        public override string Help => "Make a lamp.";

        public override ParseResult Parse(string rest) => new Conjure();

        protected override Reply Execute(in VerbContext context, Conjure command)
        {
            context.Room.SpawnItem("lamp", context.Player.Position);
            return Reply.Ok;
        }
    }
}
