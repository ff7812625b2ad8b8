using System.Globalization;
using System.Text.Json.Nodes;
using Actors.Client.Tests.Support;

namespace Actors.Client.Tests.Conformance;

/// <summary>Carries out the steps of a session, and checks the results.</summary>
internal sealed class SessionRun
{
    private readonly Stage _stage;
    private readonly List<Task<CommandResult>> _asked = [];

    public SessionRun(JsonObject? options)
    {
        _stage = new Stage(its =>
        {
            its.Name = (string?)options?["name"];
            its.Room = (string?)options?["room"];
            its.UseJson = (bool?)options?["json"] ?? false;
            its.UseDeltas = (bool?)options?["deltas"] ?? true;
            its.UseArea = (bool?)options?["area"] ?? false;
            its.InterpolationMilliseconds = (double?)options?["interpolationMs"] ?? 100;
            var random = (double?)options?["random"] ?? 0;
            its.Random = () => random;
        });
        _stage.Clock.AheadMilliseconds = (double?)options?["dateAhead"] ?? 0;
    }

    private GameClient Client => _stage.Client;

    public void Do(JsonObject step)
    {
        for (var times = (int?)step["times"] ?? 1; times > 0; times--)
        {
            foreach (var (what, its) in step)
                Do(what, its, step);
        }
    }

    private void Do(string what, JsonNode? its, JsonObject step)
    {
        switch (what)
        {
            case "begin":
                Client.Connect();
                _stage.Welcome();
                Enter(its!.AsObject());
                break;
            case "connect":
                Client.Connect();
                break;
            case "open":
                _stage.Line.Open((string?)its);
                Client.Update();
                break;
            case "welcome":
                _stage.Welcome(its!.AsObject());
                break;
            case "room":
                Enter(its!.AsObject());
                break;
            case "say":
                _stage.Say(its?.ToJsonString() ?? "null");
                break;
            case "raw":
                _stage.Say((string)its!);
                break;
            case "keyframe":
                _stage.Say(Keyframe(its!.AsObject()));
                break;
            case "pass":
                _stage.Pass((double)its!);
                break;
            case "hear":
                _stage.Hear((int)its!);
                break;
            case "drop":
                _stage.Drop((int)its!, (string?)step["reason"] ?? "");
                break;
            case "close":
                Client.Close();
                break;
            case "move":
                Client.Move((double)its![0]!, (double)its[1]!);
                break;
            case "face":
                Client.Face((double)its!);
                break;
            case "attack":
                Client.Attack((double?)its!["angle"], (string?)its["target"]);
                break;
            case "fire":
                Client.Fire((double?)its!["angle"]);
                break;
            case "command":
                _asked.Add(its is JsonObject verb ? Client.CommandAsync((string)verb["verb"]!, Vectors.Value(verb["args"])) : Client.CommandAsync((string)its!));
                break;
            case "expect":
                foreach (var (of, expected) in its!.AsObject())
                    Expect(of, expected);
                break;
            case "times" or "reason":
                break;
            default:
                throw new InvalidOperationException($"A step that nobody knows: {what}");
        }
    }

    private void Expect(string of, JsonNode? its)
    {
        switch (of)
        {
            case "protocols":
                Same(its, new JsonArray([.. _stage.Line.Subprotocols.Select(static one => (JsonNode)one)]));
                break;
            case "connections":
                Assert.Equal((int)its!, _stage.Connections.Count);
                break;
            case "state":
                Assert.Equal((string)its!, Client.Connection.ToString(), ignoreCase: true);
                break;
            case "ending":
                Assert.Equal((string?)its, Client.Ending?.Code);
                break;
            case "closedWith":
                Assert.Equal((int)its!, _stage.Line.ClosedWith);
                break;
            case "waits":
                Same(its, new JsonArray([.. _stage.Changes.Where(static change => change.State == ConnectionState.Reconnecting).Select(static change => (JsonNode)change.RetryMilliseconds)]));
                break;
            case "sent":
                Each(its, (type, messages) => Same(messages, new JsonArray([.. _stage.Line.Of(type).Select(static message => message.DeepClone())])));
                break;
            case "count":
                Each(its, (type, count) => Assert.Equal((int)count!, _stage.Line.Of(type).Count));
                break;
            case "most":
                Each(its, (type, count) => Assert.InRange(_stage.Line.Of(type).Count, 1, (int)count!));
                break;
            case "last":
                Each(its, (type, message) => Same(message, _stage.Line.Of(type)[^1]));
                break;
            case "answers":
                Same(its, new JsonArray([.. _asked.Select(static asked => (JsonNode?)Answer(asked))]));
                break;
            case "lastAnswer":
                Assert.Equal((string?)its, Answer(_asked[^1]));
                break;
            case "lines":
                Same(its, new JsonArray([.. _stage.Events.Select(static one => (JsonNode?)one.Line)]));
                break;
            case "errors":
                Same(its, new JsonArray([.. _stage.Errors.Select(static one => (JsonNode)one.Code.Value)]));
                break;
            case "own":
                Assert.Equal(its!.AsObject().Select(static one => one.Key).Order(StringComparer.Ordinal), Client.Own.Names.Order(StringComparer.Ordinal));
                Each(its, (name, component) => Assert.Equal(Vectors.Value(component), Client.Own[name]));
                break;
            case "ping":
                Assert.Equal((double)its!, Client.PingMilliseconds!.Value, 9);
                break;
            case "clockOffset":
                Assert.Equal((double)its!, Client.ClockOffsetMilliseconds, 9);
                break;
            case "pending":
                Assert.Equal((bool)its!, Client.IsSteeringPending);
                break;
            case "predicted":
                Near(its!, Client.Predicted!.Value);
                break;
            case "me":
                Near(its!, Client.PlaceOf(Client.Me!));
                break;
            case "rat":
                Assert.Equal((double)its!, Client.PlaceOf(Client.State!.Creatures[0]).X, 9);
                break;
            case "newest" when its is null:
                Assert.Null(Client.State);
                break;
            case "newest":
                Each(its, ExpectOfState);
                break;
            default:
                throw new InvalidOperationException($"An expectation that nobody knows: {of}");
        }
    }

    private void ExpectOfState(string of, JsonNode? its)
    {
        var (state, me) = (Client.State!, Client.Me!);
        switch (of)
        {
            case "nodes":
                Same(its, new JsonArray([.. state.Nodes.Select(static left => (JsonNode)left)]));
                break;
            case "player":
                Each(its, (name, value) => Assert.Equal(
                    (double)value!, name switch
                    {
                        "x" => me.X,
                        "y" => me.Y,
                        "vx" => me.VelocityX,
                        "vy" => me.VelocityY,
                        "lastInput" => me.LastInput,
                        _ => throw new InvalidOperationException(name)
                    }, 9));
                break;
            default:
                Assert.Equal((long)its!, of switch
                {
                    "sequence" => state.Sequence,
                    "tick" => state.Tick,
                    "nextEvent" => state.NextEvent,
                    "serverTime" => state.ServerTime,
                    _ => throw new InvalidOperationException(of)
                });
                break;
        }
    }

    private void Enter(JsonObject more) => _stage.Say($$"""{"type":"room","room":{{With(JsonNode.Parse(Stage.Hall)!.AsObject(), more).ToJsonString()}}}""");

    private static string Keyframe(JsonObject its)
    {
        var tick = (long)its["tick"]!;
        var me = With(JsonNode.Parse("""{"id":"7","name":"Ada","x":0,"y":0,"vx":0,"vy":0,"health":100,"lastInput":0}""")!.AsObject(), its["me"]?.AsObject() ?? []);
        var creatures = its["rat"] is { } rat ? $$"""[{"id":3,"kind":"rat","name":"rat","x":{{rat.ToJsonString()}},"y":0}]""" : "[]";
        var keyframe = JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $$"""
            {"type":"keyframe","room":"hall","sequence":{{tick}},"tick":{{tick}},"nextEvent":0,"serverTime":{{tick * 50}},
             "players":[{{me.ToJsonString()}}],"creatures":{{creatures}},"items":[],"nodes":[],"projectiles":[]}
            """))!.AsObject();
        return With(keyframe, new JsonObject(its.Where(static one => one.Key is not ("tick" or "me" or "rat"))
            .Select(static one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())))).ToJsonString();
    }

    private static JsonObject With(JsonObject all, JsonObject more)
    {
        foreach (var (name, value) in more)
            all[name] = value?.DeepClone();
        return all;
    }

    /// <summary>Null while it is pending.</summary>
    private static string? Answer(Task<CommandResult> asked) => !asked.IsCompleted ? null : asked.Result.IsDone ? asked.Result.Text : asked.Result.Code.Value;

    private static void Each(JsonNode? map, Action<string, JsonNode?> check)
    {
        foreach (var (name, its) in map!.AsObject())
            check(name, its);
    }

    private static void Same(JsonNode? expected, JsonNode? actual) => Assert.True(Vectors.Value(expected) == Vectors.Value(actual), $"{actual?.ToJsonString()} is not {expected?.ToJsonString()}");

    private static void Near(JsonNode expected, Point actual)
    {
        Assert.Equal((double)expected[0]!, actual.X, 9);
        Assert.Equal((double)expected[1]!, actual.Y, 9);
    }
}
