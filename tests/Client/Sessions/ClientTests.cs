using Actors.Client.Tests.Support;

namespace Actors.Client.Tests.Sessions;

/// <summary>What only this client has, beside what both are tested with: tasks, types of the game's own, and when listeners are called.</summary>
public sealed class ClientTests
{
    private static readonly EventType<(long Target, long Points)> Healed = new("healing.healed", static data => (data["target"].AsInteger(), data["points"].AsInteger()));
    private static readonly ComponentType<string> Aura = new("aura", static value => value["colour"].AsText());

    private readonly Stage _stage = new();

    private GameClient Client => _stage.Client;

    [Fact]
    public async Task ConnectAsync_completes_with_the_welcome()
    {
        var welcome = Client.ConnectAsync();
        Assert.False(welcome.IsCompleted);
        _stage.Welcome();
        Assert.Equal(7, (await welcome).PlayerId);
        Assert.Equal(4, (await Client.ConnectAsync()).LastCommand);
    }

    [Fact]
    public async Task ConnectAsync_fails_if_a_goodbye_comes_first()
    {
        var welcome = Client.ConnectAsync();
        _stage.Line.Open();
        _stage.Say("""{"type":"goodbye","code":"version","reason":"This server speaks version 2."}""");
        Assert.Equal(EndingCodes.Version, (await Assert.ThrowsAsync<ConnectionEndedException>(() => welcome)).Ending.Code);
    }

    [Fact]
    public void A_rules_event_arrives_as_the_games_own_type()
    {
        var points = new List<long>();
        _stage.Begin();
        var subscription = Client.On(Healed, (happened, healed) => points.Add(happened.Player!.Value + healed.Points));
        const string Event = """{"type":"event","event":"healing.healed","number":1,"line":"You heal Ben.","player":"7","name":"Ada","data":{"target":18,"points":3}}""";
        _stage.Say(Event);
        subscription.Dispose();
        _stage.Say(Event);
        Assert.Equal([10], points);
    }

    [Fact]
    public void A_rules_component_is_parsed_once_into_the_games_own_type()
    {
        _stage.Begin();
        _stage.Say("""{"type":"own","components":{"aura":{"colour":"green"}}}""");
        Assert.True(Client.Own.TryGet(Aura, out var colour));
        Assert.Equal("green", colour);
        Assert.True(Client.Own.TryGet(Aura, out var again));
        Assert.Same(colour, again);
        Assert.False(Client.Own.TryGet(new ComponentType<string>("mana", static _ => ""), out _));
    }

    [Fact]
    public void The_correction_is_the_distance_from_the_prediction_to_the_newest_state()
    {
        _stage.Begin();
        var corrections = new List<double>();
        // In the third state something has pushed the player.
        foreach (var (tick, x) in ((int, double)[])[(100, 0), (101, 0), (102, 0.5), (103, 0.5)])
        {
            var at = x.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _stage.Say($$"""
                {"type":"keyframe","room":"hall","sequence":{{tick}},"tick":{{tick}},"nextEvent":0,"serverTime":{{tick * 50}},"creatures":[],"items":[],"nodes":[],"projectiles":[],
                "players":[{"id":"7","name":"Ada","x":{{at}},"y":0,"vx":0,"vy":0,"facing":0,"health":100,"maxHealth":100,"lastInput":0}]}
                """);
            corrections.Add(Client.Correction);
            _stage.Pass(50);
        }
        Assert.Equal([0, 0, 0.5, 0], corrections);
    }

    [Fact]
    public void A_room_exposes_its_theme_if_it_has_one()
    {
        _stage.Begin();
        Assert.Null(Client.Room!.Theme);
        _stage.Say("""{"type":"room","room":{"id":"cellar","theme":"cave","width":20,"height":20,"speed":5,"playerRadius":0.5,"scenery":[],"exits":[],"nodes":[]}}""");
        Assert.Equal("cave", Client.Room!.Theme);
    }

    [Fact]
    public async Task A_refusal_is_a_value_and_Required_throws_it()
    {
        _stage.Begin();
        var asked = Client.CommandAsync("take moon");
        _stage.Say("""{"type":"result","id":5,"ok":false,"code":"not_here","text":"You see no moon here."}""");
        var result = await asked;
        Assert.Equal(ErrorCode.NotHere, result.Code);
        Assert.Same(result, Assert.Throws<CommandRefusedException>(result.Required).Result);
    }

    [Fact]
    public async Task Listing_and_joining_open_rooms_sends_only_the_given_arguments()
    {
        _stage.Begin();
        var listed = Client.RoomsAsync("match", new Dictionary<string, string> { ["mode"] = "duel" });
        _ = Client.RoomsAsync();
        _ = Client.JoinAsync("arena@lobby-3");
        var joined = Client.JoinAnyAsync("match");
        Assert.Equal(
            ["""rooms {"set":"match","filter":{"mode":"duel"}}""", "rooms {}", """join {"room":"arena@lobby-3"}""", """join {"set":"match"}"""],
            _stage.Line.Of("command").Select(static one => $"{one["verb"]} {one["args"]!.ToJsonString()}"));

        _stage.Say("""{"type":"result","id":5,"ok":true,"text":null,"rooms":[{"id":"arena@lobby-3","set":"match","title":"Arena","players":3,"capacity":8,"shown":{"mode":"duel"}}]}""");
        _stage.Say("""{"type":"result","id":8,"ok":false,"code":"not_admitted","text":"Not you."}""");
        var room = Assert.Single((await listed).Rooms!);
        Assert.Equal(("arena@lobby-3", 3, 8, "duel"), (room.Id, room.Players, room.Capacity, room.Shown["mode"]));
        Assert.Equal(ErrorCode.NotAdmitted, (await joined).Code);
    }

    [Fact]
    public void A_game_that_stood_still_reads_what_came_meanwhile_before_it_gives_up_its_connection()
    {
        var stage = new Stage().Begin();
        stage.Clock.Milliseconds += 60_000;
        stage.Pass(1_999).Say("""{"type":"pong","sentAt":0,"serverTime":0}""").Pass(9_000);
        Assert.Equal(ConnectionState.Open, stage.Client.Connection);
        stage.Clock.Milliseconds += 60_000;
        stage.Pass(1_999);
        Assert.Equal(ConnectionState.Open, stage.Client.Connection);
        // Nothing comes, and it waits only once.
        stage.Clock.Milliseconds += 60_000;
        stage.Pass(1);
        Assert.Equal(ConnectionState.Reconnecting, stage.Client.Connection);
    }

    [Fact]
    public async Task Dispose_refuses_pending_and_later_commands()
    {
        _stage.Begin();
        var asked = Client.CommandAsync("look");
        Client.Dispose();
        Assert.Equal(ErrorCode.NotInRoom, (await asked).Code);
        Assert.Equal(1000, _stage.Line.ClosedWith);
        Assert.Throws<ObjectDisposedException>(Client.Connect);
        Assert.Equal(ErrorCode.NotInRoom, (await Client.CommandAsync("look")).Code);
    }

    [Fact]
    public void Update_rethrows_a_listener_exception_and_keeps_the_next_notification()
    {
        _stage.Begin();
        Client.Happened += static _ => throw new InvalidOperationException("mine");
        _stage.Line.Say("""{"type":"event","event":"said","number":1,"line":"a","player":"7","name":"Ada","text":"a"}""");
        _stage.Line.Say("""{"type":"own","components":{"aura":{"colour":"red"}}}""");
        var changes = 0;
        Client.OwnChanged += _ => changes++;
        Assert.Equal("mine", Assert.Throws<InvalidOperationException>(Client.Update).Message);
        Client.Update();
        Assert.Equal(1, changes);
    }

    [Fact]
    public void A_listener_may_call_the_client_and_is_notified_of_the_effect_afterwards()
    {
        var heard = new List<string>();
        Client.ConnectionChanged += change =>
        {
            heard.Add($"{change.State} begins");
            if (change.State == ConnectionState.Open)
                Client.Close();
            heard.Add($"{change.State} ends");
        };
        Client.Connect();
        _stage.Welcome();
        Assert.Equal(["Connecting begins", "Connecting ends", "Open begins", "Open ends", "Closed begins", "Closed ends"], heard);
    }

    [Fact]
    public async Task Calls_from_many_threads_are_serialized()
    {
        _stage.Begin();
        var lines = Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                Client.Move(Math.Cos(i + thread), Math.Sin(i + thread));
                Client.Update();
                _ = Client.Predicted;
            }
        }));
        await Task.WhenAll(lines).Soon();
        var numbers = _stage.Line.Of("input").Select(static input => (long)input["seq"]!).ToArray();
        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(static number => (long)number), numbers);
    }

    [Fact]
    public async Task The_clocks_may_be_read_while_another_thread_updates()
    {
        _stage.Begin();
        var updating = Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
                _stage.Say("""{"type":"pong","sentAt":0,"serverTime":7}""");
        });
        while (!updating.IsCompleted)
        {
            Assert.Contains(Client.PingMilliseconds, (double?[])[null, 0]);
            Assert.Contains(Client.ServerTime, (double[])[0, 7]);
        }
        await updating;
    }

    [Fact]
    public async Task A_component_may_be_read_on_many_threads_as_several_types()
    {
        _stage.Begin();
        _stage.Say("""{"type":"own","components":{"aura":{"colour":"green","strength":3}}}""");
        var (strength, own) = (new ComponentType<long>("aura", static value => value["strength"].AsInteger()), Client.Own);
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
                Assert.True(own.TryGet(Aura, out var colour) && colour == "green" && own.TryGet(strength, out var points) && points == 3);
        }));
        await Task.WhenAll(readers).Soon();
    }

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("localhost")]
    [InlineData("")]
    public void Addresses_must_be_WebSocket_URLs(string address) => Assert.Throws<ArgumentException>(() => new GameClient(address));

    [Fact]
    public void Invalid_steering_throws_an_argument_exception()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Client.Move(double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Client.Face(double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => Client.Attack(0, "half \ud83c"));
    }
}
