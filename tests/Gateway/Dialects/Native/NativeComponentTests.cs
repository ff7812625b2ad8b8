using System.Text.Json.Nodes;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.TestKit;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>What <see cref="NativeDeltaTests"/> and <see cref="NativeAreaTests"/> do not test of components, although their random rooms have some.</summary>
public sealed class NativeComponentTests
{
    private const int TickMilliseconds = 50;

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void A_delta_without_component_changes_equals_one_without_components(string format)
    {
        var room = new RandomRoom(new Random(11), TickMilliseconds);
        var (with, without) = (new DeltaStream(Format(format).Write(), TickMilliseconds), new DeltaStream(Format(format).Write(), TickMilliseconds));
        ComponentView[] before = [];
        var (same, other) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var frame = room.Next();
            with.Add(frame, 0);
            without.Add(frame with { Components = [] }, 0);
            ComponentView[] shown = [.. frame.Components.Where(static row => row.Only is null)];
            var (told, bare) = (with.Since(with.Newest - 1, default).Payload, without.Since(without.Newest - 1, default).Payload);
            var isNew = i == 0 || frame.Sequence == 1 || HasNew(bare.Span, format);
            if (!isNew && shown.SequenceEqual(before))
            {
                Assert.Equal(bare, told);
                same++;
            }
            else if (!bare.Span.SequenceEqual(told.Span))
            {
                other++;
            }
            before = shown;
        }
        Assert.True(same > 200 && other > 200, $"{same} without, {other} with components.");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void Deltas_add_up_to_the_same_components_as_a_keyframe(string format)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var room = new RandomRoom(new Random(seed), TickMilliseconds);
            var stream = new DeltaStream(Format(format).Write(), TickMilliseconds);
            var (deltas, has) = (new NativeReader(TickMilliseconds), 0L);
            for (var i = 0; i < 300; i++)
            {
                var frame = room.Next();
                stream.Add(frame, 0);
                deltas.Take(stream.Since(has, default).Payload.Span, format == "json");
                has = stream.Newest;
            }
            var whole = new NativeReader(TickMilliseconds);
            whole.Take(stream.Since(0, default).Payload.Span, format == "json");
            Assert.Equal(whole.Lines().Skip(1).Where(IsComponent), deltas.Lines().Skip(1).Where(IsComponent));
            Assert.Equal(whole.Lines().Last(), deltas.Lines().Last());
            Assert.Contains(whole.Lines(), IsComponent);
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void A_keyframe_without_components_omits_the_field(string format)
    {
        var frame = new RandomRoom(new Random(1), TickMilliseconds).Next();
        var text = Encode(format, frame with { Components = [] });
        Assert.False(Has(text, "components"), text.ToJsonString());
        Assert.True(Has(Encode(format, frame with { Components = [new(ComponentHolder.Room, "", "weather", """{"rain":true}""", null)] }), "components"));
        Assert.False(Has(Encode(format, frame with { Components = [new(ComponentHolder.Player, "1", "bag", "{}", new PlayerId(1))] }), "components"));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void Own_components_go_to_their_owner_only_and_only_what_changed(string format)
    {
        var encoder = Encoder(format);
        var into = new EncodedFrame();
        var (ada, ben) = (new PlayerId(1), new PlayerId(2));
        void Show(params ComponentView[] components)
        {
            into.Clear();
            encoder.Encode(Frame([ada, ben], components), into);
        }

        Show(Own(ada, "mana", "1"), Own(ben, "mana", "9"));
        Assert.Empty(into.Own);
        encoder.OnSubscribed(ada, into);
        Assert.Equal("""{"mana":{"points":1}}""", Told(Assert.Single(into.Events), ada));

        Show(Own(ada, "mana", "2"), Own(ada, "quest", "1"), Own(ben, "mana", "9"));
        Assert.Equal("""{"mana":{"points":2},"quest":{"points":1}}""", Told(Assert.Single(into.Own), ada));

        Show(Own(ada, "quest", "1"), Own(ben, "mana", "8"));
        Assert.Equal("""{"mana":null}""", Told(into.Own.Single(own => own.Only == ada), ada));
        Assert.Equal("""{"mana":{"points":8}}""", Told(into.Own.Single(own => own.Only == ben), ben));
        Assert.Equal(2, into.Own.Count);

        Show(Own(ada, "quest", "1"), Own(ben, "mana", "8"));
        Assert.Empty(into.Own);

        // A player who has left is sent nothing about its components.
        into.Clear();
        encoder.Encode(Frame([ada], [Own(ada, "quest", "1")]), into);
        Assert.Empty(into.Own);
    }

    internal static RoomFrame Frame(PlayerId[] players, ComponentView[] components, params RoomEvent[] events) => new()
    {
        Room = new RoomId("hall"),
        Sequence = 1,
        Tick = 1,
        Players = [.. players.Select(static id => new PlayerView
        {
            Id = id, Name = $"P{id}", XMilli = 0, YMilli = 0, VelocityXMilli = 0, VelocityYMilli = 0, FacingMilli = 0, Health = 1, MaxHealth = 1, Score = 0,
            Resources = default, LastProcessedInput = 0,
        })],
        Creatures = [],
        Items = [],
        Nodes = [],
        Projectiles = [],
        Components = components,
        Events = events,
    };

    private static ComponentView Own(PlayerId player, string name, string points) =>
        new(ComponentHolder.Player, player.ToString(), name, $$"""{"points":{{points}}}""", player);

    private static string Told(EncodedEvent own, PlayerId player)
    {
        Assert.True(own.IsFor(player));
        Assert.False(own.IsFor(new PlayerId(3)));
        var node = NativeNodes.Parse(own.Message.Payload.Span, own.Message.IsText)!;
        Assert.Equal("own", (string)node["type"]!);
        return node["components"]!.ToJsonString();
    }

    private static IRoomEncoder Encoder(string format)
    {
        var world = new WorldBuilder().Room("hall").Build();
        var encodings = new NativeEncodings(new NativeMessages(world, TimeProvider.System, Format(format)), new AreaOptions());
        return encodings.Deltas.For(new RoomId("hall"), world.Rooms["hall"]);
    }

    private static JsonNode Encode(string format, RoomFrame frame)
    {
        var message = KeyframeWriter.Write(Format(format).Write(), NativeState.Exact(frame, 0));
        return NativeNodes.Parse(message.Payload.Span, message.IsText)!;
    }

    private static bool Has(JsonNode keyframe, string column) => keyframe is JsonArray row ? row.Count == NativeReader.KeyframeColumns.Length : keyframe[column] is not null;

    private static bool IsComponent(string line) => Array.Exists(NativeComponents.Holders, holder => line.StartsWith($"{holder} ", StringComparison.Ordinal));

    private static bool HasNew(ReadOnlySpan<byte> delta, string format)
    {
        var node = NativeNodes.Parse(delta, format == "json")!;
        var changes = node is JsonArray row ? row.Count == NativeReader.DeltaColumns.Length ? row[6] : null : node["changes"];
        return changes is null || ((string[])["newPlayers", "newCreatures", "newItems"]).Any(name => NativePart.Change(changes, name) is not null);
    }

    private static NativeFormat Format(string name) => name == "json" ? NativeFormat.Json : NativeFormat.MessagePack;
}
