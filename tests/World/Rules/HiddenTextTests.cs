using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>A text or a name contains only what can be seen of it.</summary>
public sealed class HiddenTextTests
{
    [Theory]
    [InlineData("a\u202eb\u202ac\u202bd\u202ce\u202d", "abcde")] // Embeddings and overrides of direction
    [InlineData("a\u2066b\u2067c\u2068d\u2069\u200e\u200f\u061c", "abcd")] // Isolates and marks of it
    [InlineData("a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u180eh\u034fi", "abcdefghi")] // Of zero width
    [InlineData("a\u3164b\u115fc\u1160d\uffa0e\u2800f\u17b4g", "abcdefg")] // Fillers
    [InlineData("a\ue000b\udb80\udc00c\udbff\udffdd", "abcd")] // Private
    [InlineData("a\u0378b\ufdd0c\uffffd\ud83f\udffee", "abcde")] // Unassigned, and never to be
    [InlineData("a\ufe00b\ufe0f\ufe0fc\udb40\udd00d", "ab\ufe0fcd")] // Variation selectors that select nothing
    [InlineData("a\udb40\udc41\udb40\udc42\udb40\udc7fb", "ab")] // Tags without a flag: a hidden line of ASCII
    [InlineData("\ud83c\udff4\udb40\udc41\udb40\udc42", "\ud83c\udff4")] // A flag whose tags do not end
    [InlineData("\u200d\ud83d\ude00\u200d", "\ud83d\ude00")] // Joins nothing
    [InlineData("\ud83d\ude00\u200dx\u200d\u200d\ud83d\ude00", "\ud83d\ude00x\ud83d\ude00")]
    [InlineData("a\u0007\u001b[2Jb\u0085\u2028\u3000c", "a[2Jb c")]
    public void Invisible_characters_are_removed(string said, string heard) => Assert.Equal(heard, Heard(said));

    [Theory]
    [InlineData("\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66")] // A family
    [InlineData("\ud83d\udc69\ud83c\udffd\u200d\ud83d\ude80")] // With a colour of skin, an astronaut
    [InlineData("\ud83c\udff3\ufe0f\u200d\ud83c\udf08")] // A flag, with its style, and a rainbow
    [InlineData("\ud83d\ude42\u200d\u2194\ufe0f")] // A head that shakes: an arrow
    [InlineData("\u2764\ufe0f\u200d\ud83d\udd25")]
    [InlineData("1\ufe0f\u20e3")] // A key
    [InlineData("\u2764\ufe0e")]
    [InlineData("\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f")] // Scotland
    [InlineData("\ud83c\uddeb\ud83c\uddee")]
    [InlineData("na\u00efve caf\u0065\u0301 \u05e9\u05dc\u05d5\u05dd \u0633\u0644\u0627\u0645 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 \ud840\udc0b \u0600\u0661")]
    public void Visible_text_stays(string said) => Assert.Equal(said, Heard(said));

    [Fact]
    public void Lone_surrogates_vanish() => Assert.Equal("abc", Heard("a\ud83cb\udf0dc"));

    [Fact]
    public void All_chat_verbs_filter_text()
    {
        var scenario = Hall();
        foreach (var verb in (string[])["say", "emote"])
            Assert.Contains("please", $"{scenario.Type("Ada", $"{verb} pl\u202eease\u200b").Scenario.Events[0]}", StringComparison.Ordinal);
        foreach (var verb in (string[])["shout", "global", "whisper Ben"])
            Assert.Contains("please", $"{scenario.Type("Ada", $"{verb} pl\u202eease\u200b").Reply}", StringComparison.Ordinal);
        foreach (var command in (Command[])[new Shout("pl\u202eease"), new Global("pl\u202eease"), new Whisper("B\u200ben", "pl\u202eease")])
            Assert.DoesNotContain('\u202e', $"{scenario.Send("Ada", command).Reply}");
    }

    [Fact]
    public void Player_names_are_filtered()
    {
        Assert.Equal(new ForwardedCommand(new TakeName("Ada")), Hall().Send("Ada", new TakeName("\u202eAd\u200ba ")).Reply);
        Assert.Equal(Codes.BadName, Assert.IsType<Rejected>(Hall().Send("Ada", new TakeName("\u200b\u200b\u200b")).Reply).Code);
    }

    private static RoomScenario Hall() => new RoomScenario(new WorldBuilder().Room("hall").Build(), "hall").Enter("Ada").Scenario;

    private static string Heard(string said) => Hall().Send("Ada", new Say(said)).Scenario.ExpectEvent<Said>().Text;
}
