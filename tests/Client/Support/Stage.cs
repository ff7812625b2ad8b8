using System.Text.Json.Nodes;

namespace Actors.Client.Tests.Support;

/// <summary>A client on connections and a clock of the test's own. The test calls <see cref="GameClient.Update"/> by what it does here, a millisecond at a time.</summary>
internal sealed class Stage
{
    public const string Hall = """{"id":"hall","title":"The Hall","width":20,"height":20,"speed":5,"playerRadius":0.5,"scenery":[],"exits":[],"nodes":[]}""";

    public Stage(Action<GameClientOptions>? set = null, params string[] addresses)
    {
        var options = new GameClientOptions { Clock = Clock, Random = static () => 0, Transport = Dial };
        set?.Invoke(options);
        Client = new GameClient([.. (addresses.Length > 0 ? addresses : ["ws://x"]).Select(static address => new Uri(address))], options);
        Client.ConnectionChanged += Changes.Add;
        Client.Failed += Errors.Add;
        Client.Happened += Events.Add;
    }

    public FakeClock Clock { get; } = new();

    public GameClient Client { get; }

    public List<FakeTransport> Connections { get; } = [];

    public List<ConnectionChange> Changes { get; } = [];

    public List<ClientError> Errors { get; } = [];

    public List<WorldEvent> Events { get; } = [];

    /// <summary>The newest connection.</summary>
    public FakeTransport Line => Connections[^1];

    /// <summary>Makes the exception with which a connection to an address fails; null: the connection opens when the test says so.</summary>
    public Func<Exception?> Denial { get; set; } = static () => null;

    /// <summary>Welcomes the client and puts it into a room.</summary>
    public Stage Begin(string room = Hall)
    {
        Client.Connect();
        Welcome();
        return Say($$"""{"type":"room","room":{{room}}}""");
    }

    public Stage Welcome(JsonObject? more = null)
    {
        var welcome = JsonNode.Parse("""{"type":"welcome","version":1,"player":{"id":"7","name":"Ada"},"token":"secret","resumed":"none","lastCommand":4,"tickMilliseconds":50,"serverTime":0}""")!;
        foreach (var (name, value) in more ?? [])
            welcome[name] = value?.DeepClone();
        Line.Open();
        return Say(welcome.ToJsonString());
    }

    public Stage Say(string json)
    {
        Line.Say(json);
        Client.Update();
        return this;
    }

    public Stage Drop(int code, string reason = "")
    {
        Line.Drop(code, reason);
        Client.Update();
        return this;
    }

    public Stage Pass(double milliseconds)
    {
        for (var left = milliseconds; left > 0; left--)
        {
            Clock.Milliseconds += Math.Min(1, left);
            Client.Update();
        }
        return this;
    }

    /// <summary>Lets seconds pass in which the server answers.</summary>
    public Stage Hear(int seconds)
    {
        for (var i = 0; i < seconds; i++)
            Pass(1000).Say($$"""{"type":"pong","sentAt":{{Clock.Milliseconds}},"serverTime":0}""");
        return this;
    }

    private FakeTransport Dial()
    {
        var line = new FakeTransport { Denial = Denial() };
        Connections.Add(line);
        return line;
    }
}
