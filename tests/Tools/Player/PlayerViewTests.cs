using Actors.Client;
using Actors.Tools.Player;
using Actors.Tools.Tests.Terminal;

namespace Actors.Tools.Tests.Player;

public sealed class PlayerViewTests
{
    private const string Yard =
        """
        {"type":"room","resume":"r","room":{"id":"yard","title":"The Yard","description":"Four walls and a tree.","zone":"town","zoneTitle":"The Town",
          "width":24,"height":20,"speed":5,"safe":true,"playerRadius":0.5,
          "exits":[{"direction":"north","to":"lane","title":"The Lane","x":-4,"y":-10,"width":4},{"direction":"down","to":"cellar","title":"The Cellar","x":6,"y":4,"width":2}],
          "scenery":[{"kind":"tree","x":-9,"y":-7,"radius":0.5},{"kind":"wall","x":0,"y":6,"width":8,"height":2}],
          "nodes":[{"resource":"wood","x":9,"y":-7,"radius":0.5}]}}
        """;

    private const string State =
        """
        {"type":"keyframe","room":"yard","sequence":1,"tick":1,"nextEvent":1,"serverTime":1,
          "players":[{"id":"17","name":"Ada","x":0,"y":0,"vx":0,"vy":0,"facing":0,"health":55,"maxHealth":100,"score":3,"wood":2,"stone":0,"food":0,"gold":0,"lastInput":0},
            {"id":"18","name":"Ben","x":4,"y":0,"vx":0,"vy":0,"facing":0,"health":100,"maxHealth":100,"score":0,"wood":0,"stone":0,"food":0,"gold":0,"lastInput":0}],
          "creatures":[{"id":0,"kind":"rat","name":"rat","x":-6,"y":8,"facing":0,"health":2,"maxHealth":5}],
          "items":[{"id":"yard:1","kind":"lamp","name":"brass lamp","x":-3,"y":-4}],"nodes":[3],"projectiles":[{"id":3,"owner":"17","x":2,"y":0,"angle":0}]}
        """;

    [Fact]
    public void The_view_shows_the_room_its_contents_the_player_nearby_things_and_chat()
    {
        Assert.Equal(
            """
            The Yard  The Town
            ┌────────▲north──────────┐ Ada  score 3
            │                        │ ██████░░░░ 55/100
            │   ♣ ·     ·     ·   ¥ ·│ wood 2
            │                        │ ↑ north The Lane
            │         !              │ ↘ down The Cellar
            │     ·     ·     ·     ·│
            │            @ * B       │ B Ben → 4
            │                        │ ! brass lamp ↖ 5
            │     ·  ▓▓▓▓▓▓▓▓ ·◆down·│ r rat 2/5 ↙ 10
            │                        │ ¥ wood ↗ 11
            │      r                 │
            └────────────────────────┘


            The Yard
            Four walls and a tree.
            Ben says: hello
            > look
            arrows walk, shift+arrow on and on, tab completes, ctrl+t map, ctrl+c ends
            """.ReplaceLineEndings("\n"),
            Draw(Scene(Yard, State, """{"type":"event","event":"said","number":1,"line":"Ben says: hello"}"""), 80, 20, typed: "look"));
        Assert.Equal((6, 18), PlayerView.CursorOf("look", 80, 20));
    }

    [Theory]
    [InlineData(20, 4)]
    [InlineData(20, 8)]
    [InlineData(59, 24)]
    [InlineData(80, 24)]
    [InlineData(300, 100)]
    public void The_view_fits_every_terminal_and_the_cursor_is_on_the_typed_line(int width, int height)
    {
        var lines = PlayerView.Lines(Scene(Yard, State), new string('x', 400), "connection lost (cut off), trying again in 0.5 s", width, height, whole: null);
        Assert.Equal(height, lines.Count);
        Assert.All(lines, line => Assert.True(line.Width <= width, line.ToString()));
        Assert.Equal((width - 1, height - 2), PlayerView.CursorOf(new string('x', 400), width, height));
        Assert.EndsWith("x", lines[height - 2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_shows_the_connection_status_before_the_first_room()
    {
        Assert.StartsWith("Coming in ...  connecting to here\n", Draw(new Scene(new GameClient("ws://here")), 80, 20, status: "connecting to here"), StringComparison.Ordinal);
        Assert.StartsWith("The Yard  The Town\n", Draw(Scene(Yard), 80, 20), StringComparison.Ordinal);
    }

    [Fact]
    public void The_previous_rooms_state_is_not_shown_in_the_new_one()
    {
        var scene = Scene(Yard, State, Yard.Replace("\"yard\"", "\"lane\"", StringComparison.Ordinal), State);
        Assert.Null(scene.Game.State);
    }

    [Fact]
    public void Names_cannot_inject_escape_sequences()
    {
        var scene = Scene(Yard.Replace("north", "no\\u001b[2Jrth", StringComparison.Ordinal), State.Replace("Ben", "B\\u001b[31mn", StringComparison.Ordinal));
        Assert.DoesNotContain('\e', Draw(scene, 80, 20));
        Assert.Contains("B?[31mn", Draw(scene, 80, 20), StringComparison.Ordinal);
    }

    [Fact]
    public void Death_and_low_health_are_shown()
    {
        Assert.Contains("You are dead.", Draw(Scene(Yard, State.Replace("55", "0", StringComparison.Ordinal)), 80, 20), StringComparison.Ordinal);
        Assert.Contains("\e[1;31m█\e[0m", string.Join('\n', PlayerView.Lines(Scene(Yard, State.Replace("55", "1", StringComparison.Ordinal)), "", null, 80, 20, null)
            .Select(LineTests.InColours)), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_names_are_shown_as_the_nearest_with_a_count()
    {
        var more = State.Replace("\"items\":[", "\"items\":[{\"id\":\"yard:2\",\"kind\":\"lamp\",\"name\":\"brass lamp\",\"x\":0,\"y\":2},", StringComparison.Ordinal);
        Assert.Contains("! brass lamp ↓ 2, 1 more", Draw(Scene(Yard, more), 80, 20), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"result","id":1,"ok":true,"text":"You drop the lamp."}""", "You drop the lamp.")]
    [InlineData("""{"type":"result","id":1,"ok":true,"text":null}""", "")]
    [InlineData("""{"type":"result","id":1,"ok":false,"code":"not_here","text":"You see no moon here."}""", "You see no moon here.")]
    [InlineData("""{"type":"result","id":1,"ok":false,"code":"not_here"}""", "Refused: not_here")]
    [InlineData("""{"type":"result","id":1,"ok":true,"text":null,"who":[{"id":"17","name":"Ada","room":"plaza"}]}""", "Ada (plaza)")]
    [InlineData("""{"type":"result","id":1,"ok":true,"text":null,"inventory":{"items":[],"wood":0,"stone":1,"food":0,"gold":0,"score":2,"health":1,"maxHealth":1}}""",
        "You hold: none.|wood 0, stone 1, food 0, gold 0, score 2")]
    [InlineData("""{"type":"error","code":"bad_message","text":"Unknown type."}""", "Unknown type.")]
    [InlineData("""{"type":"event","event":"remarked","code":"x","line":null}""", "")]
    public void Each_answer_is_shown_as_text(string message, string lines) => Assert.Equal(lines, string.Join('|', Scene(message).Log.Select(static line => line.ToString())));

    [Fact]
    public void The_log_holds_only_the_last_500_lines()
    {
        var (scene, said) = (new Scene(new GameClient("ws://here")), 0);
        scene.Added = _ => said++;
        for (var i = 0; i < 2000; i++)
            scene.Say($"line {i}");
        Assert.Equal((500, 2000, "line 1999"), (scene.Log.Count, said, scene.Log[^1].ToString()));
    }

    /// <summary>The scene of a client that has received these messages, and has sent what they answer.</summary>
    private static Scene Scene(params string[] messages)
    {
        var transport = new ScriptedTransport(
            ["""{"type":"welcome","player":{"id":"17","name":"Ada"},"lastCommand":0,"tickMilliseconds":50,"serverTime":1}""", .. messages]);
        var game = new GameClient("ws://here", new GameClientOptions { Transport = () => transport });
        var scene = new Scene(game);
        _ = scene.DoAsync("look");
        game.Connect();
        game.Update();
        return scene;
    }

    private static string Draw(Scene scene, int width, int height, string typed = "", string? status = null) =>
        string.Join('\n', PlayerView.Lines(scene, typed, status, width, height, whole: null).Select(static line => line.ToString().TrimEnd()));
}
