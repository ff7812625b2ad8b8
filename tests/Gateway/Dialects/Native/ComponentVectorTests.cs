using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Components;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.TestKit;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>The messages that the clients are tested with are those that the server sends. ACTORS_WRITE_VECTORS=1 rewrites them.</summary>
public sealed class ComponentVectorTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_client_vectors_are_what_the_server_sends()
    {
        var path = Repository.PathOf("clients", "vectors", "components.json");
        var scenarios = new JsonArray([.. ((string[])["json", "msgpack"]).SelectMany(static encoding => (JsonNode[])[Whole(encoding, "deltas", 0), Whole(encoding, "late", 3), Area(encoding)])]);
        var now = new JsonObject { ["scenarios"] = scenarios }.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("ACTORS_WRITE_VECTORS") == "1")
            File.WriteAllText(path, now);
        Assert.Equal(File.ReadAllText(path), now);
    }

    /// <summary>Frames of one room in which components appear, change and disappear, and so do their holders.</summary>
    private static RoomFrame[] Frames()
    {
        var (ada, ben) = (new PlayerId(7), new PlayerId(70_000));
        ComponentView[] first =
        [
            new(ComponentHolder.Room, "", "weather", """{"sky":"rain","wind":2.5}""", null),
            new(ComponentHolder.Player, "7", "aura", """{"colour":"grün","tags":["a",null,true]}""", null),
            new(ComponentHolder.Player, "7", "mana", """{"points":7}""", ada),
            new(ComponentHolder.Creature, "0", "mood", """{"is":"shy"}""", null),
            new(ComponentHolder.Node, "1", "owner", """{"by":70000}""", null),
            new(ComponentHolder.Item, "hall:1", "wear", """{"left":100}""", null),
        ];
        ComponentView[] second =
        [
            new(ComponentHolder.Room, "", "weather", """{"sky":"clear","wind":-0.25}""", null),
            new(ComponentHolder.Player, "7", "mana", """{"points":6}""", ada),
            new(ComponentHolder.Player, "70000", "aura", """{"colour":"red","tags":[]}""", null),
            new(ComponentHolder.Creature, "0", "mood", """{"is":"shy"}""", null),
            new(ComponentHolder.Node, "0", "owner", """{"by":7}""", null),
            new(ComponentHolder.Item, "hall:1", "wear", """{"left":99}""", null),
        ];
        ComponentView[] third = [second[0], second[2], second[3], second[4]];
        ItemView[] items = [new(new ItemId("hall:1"), "hat", "a hat", 100, 200)];
        var alone = NativeComponentTests.Frame([ada], []);
        var both = NativeComponentTests.Frame([ada, ben], []);
        RoomFrame[] frames =
        [
            alone with { Items = items }, alone with { Items = items, Components = first }, both with { Items = items, Components = second }, both with { Items = items, Components = second },
            both with { Components = third }, NativeComponentTests.Frame([ada, ben], third, []) with { Items = items },
        ];
        CreatureView[] creatures = [new(new CreatureId(0), "rat", "a rat", 300, 400, 0, 5, 5)];
        return [.. frames.Select((frame, i) => frame with { Sequence = i + 1, Tick = 10 + i, Nodes = [3, 0], Creatures = creatures })];
    }

    /// <param name="from">The first frame that the client has.</param>
    private static JsonObject Whole(string encoding, string name, int from)
    {
        var stream = new DeltaStream(Format(encoding).Write(), 50);
        return Scenario(encoding, name, from, stream, default);
    }

    private static JsonObject Area(string encoding)
    {
        var room = new RoomDefinition { Id = "hall", Zone = new ZoneId("z"), Title = "r", Description = "r", Width = 400, Height = 400 };
        return Scenario(encoding, "an area", 0, new AreaStream(Format(encoding), new AreaGrid(room, new AreaOptions()), 50), new PlayerId(7));
    }

    private static JsonObject Scenario(string encoding, string name, int from, INativeStream stream, PlayerId player)
    {
        var messages = new NativeMessages(new WorldBuilder().Room("hall").Build(), TimeProvider.System, Format(encoding));
        var told = new JsonArray();
        var has = 0L;
        var frames = Frames();
        for (var i = 0; i < frames.Length; i++)
        {
            stream.Add(frames[i], 1_700_000_000_000 + (i * 50));
            if (i < from)
                continue;
            var own = i == from ? OwnComponents.Of(frames[i], new PlayerId(7))
                : OwnComponents.Changes(frames[i - 1], frames[i]).SingleOrDefault(static its => its.Player.Value == 7).Changes ?? [];
            told.Add(Text(stream.Since(has, player)));
            if (own.Count > 0)
                told.Add(Text(messages.Own(own)));
            has = stream.Newest;
        }
        return new JsonObject { ["name"] = name, ["encoding"] = encoding, ["messages"] = told, ["expected"] = Expected(frames[^1]) };
    }

    private static JsonObject Expected(RoomFrame frame)
    {
        var expected = new JsonObject();
        foreach (var holder in (string[])["room", "players", "creatures", "nodes", "items", "own"])
            expected[holder] = new JsonObject();
        foreach (var row in frame.Components)
        {
            var its = row.Only is not null ? expected["own"]!.AsObject() : expected[NativeComponents.Holders[(int)row.Holder]]!.AsObject();
            if (row.Only is null && row.Holder != ComponentHolder.Room)
                its = (its[row.Id] ??= new JsonObject()).AsObject();
            its[row.Name] = JsonNode.Parse(row.Json);
        }
        return expected;
    }

    private static string Text(Actors.Channels.EncodedMessage message) =>
        message.IsText ? Encoding.UTF8.GetString(message.Payload.Span) : Convert.ToHexStringLower(message.Payload.Span);

    private static NativeFormat Format(string name) => name == "json" ? NativeFormat.Json : NativeFormat.MessagePack;
}
