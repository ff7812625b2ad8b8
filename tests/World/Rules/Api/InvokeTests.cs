using Actors.TestKit;

namespace Actors.World.Tests;

public class InvokeTests
{
    private static readonly RuleSet Rules = Grove.With(static rules => rules.AddVerb<CastVerb>());

    [Theory]
    [InlineData("""{"spell":"spark","power":3}""", "spark 3 Low at nobody")]
    [InlineData("""{"spell":"spark","power":3,"aim":"high","at":2}""", "spark 3 High at 2")]
    [InlineData("""{"spell":"spark","power":3,"to":"17"}""", "spark 3 Low at player 17")]
    [InlineData("""{"spell":"spark","power":3,"to":17}""", "spark 3 Low at player 17")]
    [InlineData("spark", "spark 1 Low at nobody")]
    public void Arguments_are_JSON_properties_or_text_as_typed(string arguments, string said) =>
        Room().Send("Ada", new Invoke("cast", arguments)).ExpectDone(said);

    [Theory]
    [InlineData("""{"power":3}""")]
    [InlineData("""{"spell":"spark","power":3,"colour":"red"}""")]
    [InlineData("""{"spell":"spark","power":"much"}""")]
    [InlineData("""{"spell":null,"power":3}""")]
    [InlineData("""{"spell":"spark","power":3,"aim":"sideways"}""")]
    [InlineData("""{"spell":"spark","power":3,"aim":1}""")]
    [InlineData("""{"spell":"spark","power":99999999999}""")]
    [InlineData("""{"spell":"spark","power":3,"at":99999999999}""")]
    [InlineData("""{"spell":"spark","power":3,"at":"two"}""")]
    [InlineData("""{"spell":"spark","power":3,"to":"Ada"}""")]
    [InlineData("""{"spell":"spark","power":3,"to":"-1"}""")]
    [InlineData("""{"spell":"spark","power":3,"to":1.5}""")]
    [InlineData("""{"spell":"spark","power":3,"to":[]}""")]
    [InlineData("""{"spell":"spark","spell":"spark","power":3}""")]
    [InlineData("""{"spell":"too much","power":11}""")]
    [InlineData("""{"spell":"\ud800","power":3}""")]
    [InlineData("""{"spell":"spark","power":3""")]
    [InlineData("""{"spell":{"spell":{"spell":{}}},"power":3}""")]
    [InlineData("{}")]
    public void Invalid_arguments_are_rejected_with_the_usage(string arguments)
    {
        var room = Room();
        var why = room.Send("Ada", new Invoke("cast", arguments)).Expect<Rejected>();
        Assert.Equal(Codes.BadArgument, why.Code);
        Assert.EndsWith("As a line it is: cast SPELL", why.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejection_names_the_invalid_argument() =>
        Room().Send("Ada", new Invoke("cast", """{"spell":"spark","power":"much"}"""))
            .ExpectRefused(Codes.BadArgument, "The arguments of \"cast\" do not fit at \"power\". As a line it is: cast SPELL");

    [Fact]
    public void A_missing_verb_and_an_untypable_verb_are_unknown()
    {
        var room = Room();
        room.Send("Ada", new Invoke("csat", "{}")).ExpectRefused(Codes.Unknown, "I don't understand \"csat\". Did you mean \"cast\"?");
        room.Send("Ada", new Invoke("travel", """{"to":"glade"}""")).ExpectRefused(Codes.Unknown);
        room.Send("Ada", new Invoke("cast", new string('x', 2001))).ExpectRefused(Codes.TextTooLong);
    }

    [Fact]
    public void A_command_id_executes_once_invoked_or_typed()
    {
        var room = Room();
        room.Send("Ada", new Invoke("cast", """{"spell":"spark","power":3}""")).ExpectDone("spark 3 Low at nobody");
        room.Send("Ada", new Invoke("cast", """{"spell":"other","power":3}"""), 1).ExpectDone("spark 3 Low at nobody");
        room.Send("Ada", new TypedLine("cast spark"), 1).ExpectDone("spark 3 Low at nobody");
        Assert.Equal(7, room.Ask("Ada", static on => on.Player.Get<Mana>().Points));
    }

    [Fact]
    public void A_recording_stores_a_modules_command_as_an_invoke()
    {
        var room = new RoomScenario(Grove.World(Rules).Room("glade").Build(), "glade", record: true);
        room.Enter("Ada");
        room.Send("Ada", new Cast("spark", 2)).ExpectDone();
        room.Tick(5);
        Assert.Contains(room.Recording, static line => line.Contains("\"Invoke\"", StringComparison.Ordinal) && line.Contains("spark", StringComparison.Ordinal));
        Assert.Equal(room.Room.StateHash(), RoomRecording.Play(room.Recording, Rules).StateHash());
    }

    private static RoomScenario Room() => Grove.Room(Rules);

    internal enum Aim
    {
        Low,
        High,
    }

    internal sealed record Cast : Command
    {
        public Cast(string spell, int power, Aim aim = Aim.Low, CreatureId? at = null, PlayerId? to = null)
        {
            if (power > 10)
                throw new ArgumentOutOfRangeException(nameof(power));
            (Spell, Power, Aim, At, To) = (spell, power, aim, at, to);
        }

        public string Spell { get; init; }

        public int Power { get; init; }

        public Aim Aim { get; init; }

        public CreatureId? At { get; init; }

        public PlayerId? To { get; init; }
    }

    private sealed class CastVerb : Verb<Cast>
    {
        public override string Name => "cast";

        public override string Usage => "cast SPELL";

        public override string Help => "Casts a spell.";

        public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Cast(rest, 1);

        protected override Reply Execute(in VerbContext context, Cast command)
        {
            var mana = context.Player.Get<Mana>();
            context.Player.Set(mana with { Points = mana.Points - command.Power });
            return new Done($"{command.Spell} {command.Power} {command.Aim} at {command.At?.Value.ToString() ?? (command.To is { } to ? $"player {to}" : "nobody")}");
        }
    }
}
