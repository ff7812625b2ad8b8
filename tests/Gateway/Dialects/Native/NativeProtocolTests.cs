using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Tests.Dialects.Modules;
using Actors.TestKit;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>The server does what docs/protocol.md says.</summary>
public sealed class NativeProtocolTests
{
    private static readonly string[] Exact = ["type", "event", "ok", "code", "version", "sentAt", "reason", "resumed"];

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public async Task Every_client_message_on_the_page_is_understood(string format)
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MessagesPerSecond = 1000, MessageBurst = 1000 });
        foreach (var hello in ProtocolPage.FromClient.Where(static message => (string)message["type"]! == "hello"))
        {
            using var player = await NativePlayer.ConnectAsync(gateway, format);
            await player.SendAsync(hello.ToJsonString());
            var welcome = await player.ExpectAsync("welcome");
            Assert.Equal(hello["name"] is null, (string)welcome["player"]!["name"]! != "Ada");
            await player.ExpectAsync("keyframe");
            foreach (var message in ProtocolPage.FromClient.Where(static message => (string)message["type"]! != "hello"))
                await player.SendAsync(message.ToJsonString());
            await player.SendAsync("""{"type":"ping","sentAt":-1}""");
            await player.ExpectAsync(static node => NativePlayer.TypeOf(node) == "pong" && node["sentAt"]!.ToJsonString() == "-1", "the answer to the last");
            if (!player.Received.Exists(static node => NativePlayer.TypeOf(node) == "result"))
                await player.ExpectAsync("result");
            Assert.DoesNotContain(player.Received, static node => NativePlayer.TypeOf(node) == "error");
            Assert.Contains(player.Received, static node => NativePlayer.TypeOf(node) == "pong" && node["sentAt"]!.ToJsonString() == "123.4");
            Assert.Contains(player.Received, static node => NativePlayer.TypeOf(node) == "result" && (long)node["id"]! == 7);
            await player.SendAsync("""{"type":"hallo"}""");
            await player.ExpectAsync("error");
        }
        Assert.Equal(10, ProtocolPage.FromClient.Count());
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public async Task Every_server_message_on_the_page_is_really_sent(string format)
    {
        await using var gateway = await TestGateway.StartAsync();
        var received = await PlayAsync(gateway, format, deltas: false);
        received.AddRange(await PlayAsync(gateway, format, deltas: true));
        received.AddRange(await LookAroundAsync(gateway, format));
        received.Add(Remarked(format));
        received.Add(Listed(format));
        received.AddRange(await HealAsync(format));
        var examples = ProtocolPage.FromServer.ToArray();
        Assert.Equal(24, examples.Length);
        foreach (var example in examples)
        {
            var type = (string)example["type"]!;
            if (format == "json" || type is not ("keyframe" or "delta" or "areaKeyframe" or "areaDelta"))
                Assert.True(received.Exists(node => Matches(example, node, "")),
                    $"{example.ToJsonString()}\nis not among\n{string.Join('\n', received.Where(node => NativePlayer.TypeOf(node) == type).Select(static node => node.ToJsonString()).Take(20))}");
            else
                Assert.Contains(received, node => NativePlayer.TypeOf(node) == type);
        }
    }

    [Fact]
    public void The_columns_and_the_delta_on_the_page_match_the_client_reader()
    {
        foreach (var columns in (string[][])
        [
            NativeReader.KeyframeColumns, NativeReader.DeltaColumns, NativeReader.AreaKeyframeColumns, NativeReader.AreaDeltaColumns, NativeReader.Changes, Names(NativeReader.PlayerColumns),
            Names(NativeReader.CreatureColumns),
            Names(NativeReader.ItemColumns), Names(NativeReader.ProjectileColumns),
        ])
        {
            Assert.Contains(string.Join(", ", columns), ProtocolPage.Text, StringComparison.Ordinal);
        }

        var delta = ProtocolPage.FromServer.First(static message => (string)message["type"]! == "delta");
        var keyframe = ProtocolPage.FromServer.First(static message => (string)message["type"]! == "keyframe");
        var (json, packed) = (new NativeReader(50), new NativeReader(50));
        foreach (var reader in (NativeReader[])[json, packed])
            reader.Take(JsonSerializer.SerializeToUtf8Bytes(keyframe), isText: true);
        var before = json.Lines().ToArray();
        json.Take(JsonSerializer.SerializeToUtf8Bytes(delta), isText: true);
        packed.Take(ProtocolPage.PackedDelta, isText: false);
        Assert.Equal(json.Lines(), packed.Lines());
        Assert.NotEqual(before, json.Lines());
        Assert.Contains($"is {ProtocolPage.PackedDelta.Length} bytes", ProtocolPage.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public async Task A_resync_sends_a_keyframe_and_deltas_continue_from_it(string format)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var player = await NativePlayer.ConnectAsync(gateway, format);
        await player.SendAsync("""{"type":"hello","version":1,"room":"plaza","wishes":{"deltas":true}}""");
        await player.ExpectAsync("delta");
        await player.SendAsync("""{"type":"resync"}""");
        await player.ExpectAsync("keyframe");
        // The reader asserts that each delta builds on what it has, and its hashes.
        while (player.Reader.Hashes == 0)
            await player.ExpectAsync("delta");
        Assert.Equal(2, player.Reader.Keyframes);
    }

    [Fact]
    public async Task The_first_offered_encoding_is_chosen()
    {
        await using var gateway = await TestGateway.StartAsync();
        foreach (var (offered, chosen) in ((string[], string)[])[(["actors.v1.msgpack", "actors.v1.json"], "actors.v1.msgpack"), (["other", "actors.v1.json", "actors.v1.msgpack"], "actors.v1.json")])
        {
            using var client = await gateway.ConnectAsync("/", options => Array.ForEach(offered, options.AddSubProtocol));
            Assert.Equal(chosen, client.Subprotocol);
        }
    }

    [Fact]
    public async Task MessagePack_rejects_text_messages()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.NativeAsync("actors.v1.msgpack");
        await client.SendAsync("""{"type":"hello"}""");
        var answer = (await client.ReceiveBytesAsync())!.Value;
        Assert.Equal("bad_message", (string)NativeNodes.Parse(answer.Payload.Span, answer.IsText)!["code"]!);
    }

    /// <summary>Does everything there is to do, and returns all messages.</summary>
    private static async Task<List<JsonNode>> PlayAsync(TestGateway gateway, string format, bool deltas)
    {
        using var player = await NativePlayer.ConnectAsync(gateway, format);
        await player.SendAsync($$"""{"type":"hello","version":1,"name":"Ada{{(deltas ? "II" : "")}}","room":"plaza"{{(deltas ? ",\"wishes\":{\"deltas\":true}" : "")}}}""");
        await player.ExpectAsync("keyframe");
        var id = 0;
        foreach (var line in (string[])["say hi", "look", "take lamp", "inventory", "who", "take moon", "help", $"whisper Ada{(deltas ? "II" : "")} psst", "drop lamp"])
            await player.CommandAsync(++id, line);
        await player.SendAsync("""{"type":"fire","angle":0.5}""");
        await player.ExpectAsync(static node => node is JsonObject && (string?)node["event"] == "fired", "the shot");
        await player.SendAsync("""{"type":"input","seq":1,"x":0.6,"y":0.8}""");
        // There is only one resource on the way.
        if (!deltas)
            await player.ExpectAsync(static node => node is JsonObject && (string?)node["event"] == "gathered", "what is gathered on the way");
        await player.SendAsync("""{"type":"ping","sentAt":123.4}""");
        await player.ExpectAsync("pong");
        await player.SendAsync("""{"type":"nonsense"}""");
        await player.ExpectAsync("error");
        if (deltas)
        {
            await player.SendAsync("""{"type":"input","seq":2,"x":-0.6,"y":0.8}""");
            await player.ExpectAsync(node => node is JsonObject && node["changes"] is { } changes && changes["players"] is not null && changes["creatures"] is not null && changes.AsObject().Count == 2
                || (node is JsonArray && player.Reader.Hashes > 0), "a change of direction");
        }
        await player.SendAsync("""{"type":"hello","version":2}""");
        await player.ExpectAsync("goodbye");
        return player.Received;
    }

    /// <summary>Sees only an area, and walks in it.</summary>
    private static async Task<List<JsonNode>> LookAroundAsync(TestGateway gateway, string format)
    {
        using var player = await NativePlayer.ConnectAsync(gateway, format);
        await player.SendAsync("""{"type":"hello","version":1,"room":"plaza","wishes":{"area":true}}""");
        await player.ExpectAsync("areaKeyframe");
        await player.SendAsync("""{"type":"input","seq":1,"x":0.2,"y":1}""");
        await player.ExpectAsync(static node => NativePlayer.TypeOf(node) == "areaDelta" && ChangesOf(node).Any(static changes => NativePart.Change(changes, "players") is not null), "a turn");
        // The first one may be from before it came in.
        await player.SendAsync("""{"type":"resync"}""");
        await player.ExpectAsync("areaKeyframe");
        while (player.Reader.Hashes == 0)
            await player.ExpectAsync("areaDelta");
        return player.Received;
    }

    /// <summary>Plays in a world that has rules of its own.</summary>
    private static async Task<List<JsonNode>> HealAsync(string format)
    {
        var world = new WorldBuilder().WithRules(Healing.Rules).Room("hall").Build();
        await using var gateway = new VirtualGateway(world);
        List<JsonNode> received = [];
        foreach (var deltas in (string[])["true", "false"])
        {
            var client = gateway.Connect(new NativeDialect(world, gateway.Time, format == "json" ? NativeFormat.Json : NativeFormat.MessagePack));
            string[] messages =
            [
                $$$"""{"type":"hello","version":1,"name":"Ada{{{deltas}}}","wishes":{"deltas":{{{deltas}}}}}""",
                $$$"""{"type":"command","id":1,"verb":"heal","args":{"target":"Ada{{{deltas}}}","points":3}}""",
                """{"type":"command","id":2,"verb":"weather","args":{"sky":"rain"}}""", """{"type":"command","id":3,"verb":"pray"}""",
            ];
            foreach (var message in messages)
            {
                client.Send(format == "json" ? System.Text.Encoding.UTF8.GetBytes(message) : NativeNodes.Pack(message));
                gateway.Advance(1);
            }
            received.AddRange(client.Messages().Select(static told => NativeNodes.Parse(told.Payload.Span, told.IsText)!));
            client.Break();
            gateway.Advance(60);
        }
        return received;
    }

    /// <summary>The message to a player who comes back to a room that content no longer has; when it is sent is asserted by <see cref="Sessions.ContentChangeTests"/>.</summary>
    private static JsonNode Remarked(string format)
    {
        var remarked = Messages(format).Notice(new PlayerRecord { Id = new PlayerId(17), Name = "Ada", Room = new RoomId("plaza") }, new PlayerNotice(Codes.RoomGone, "The room is gone."));
        return NativeNodes.Parse(remarked.Payload.Span, remarked.IsText)!;
    }

    private static JsonNode Listed(string format)
    {
        var listed = Messages(format).Rooms(11, [new ListedRoom(new RoomId("arena@lobby-3"), "match", "Arena", 3, 8, RoomTags.Empty.With("mode", "duel"))]);
        return NativeNodes.Parse(listed.Payload.Span, listed.IsText)!;
    }

    private static NativeMessages Messages(string format) =>
        new(new WorldBuilder().Room("plaza").Build(), TimeProvider.System, format == "json" ? NativeFormat.Json : NativeFormat.MessagePack);

    private static IEnumerable<JsonObject> ChangesOf(JsonNode node) =>
        (node is JsonArray row ? row[8] : node["cells"])!.AsArray().OfType<JsonObject>();

    /// <summary>The same names in the same order with the same kinds of values; each example in a list is like something in the other list.</summary>
    private static bool Matches(JsonNode? example, JsonNode? node, string name) => (example, node) switch
    {
        // The keys are the ids of players, which differ.
        (JsonObject one, JsonObject other) when name == "players" => one.Zip(other).All(static pair => Matches(pair.First.Value, pair.Second.Value, pair.First.Key)),
        (JsonObject one, JsonObject other) => one.Select(static field => field.Key).SequenceEqual(other.Select(static field => field.Key))
            && one.All(field => Matches(field.Value, other[field.Key], field.Key)),
        // The unchanged parts of a cell are left out, so there may be more.
        (JsonArray one, JsonArray other) when name == "cells" =>
            one.OfType<JsonObject>().All(item => other.OfType<JsonObject>().Any(its => item.All(field => Matches(field.Value, its[field.Key], field.Key)))),
        (JsonArray one, JsonArray other) => one.All(item => other.Any(its => Matches(item, its, name))),
        (null, null) => true,
        (JsonValue one, JsonValue other) => one.GetValueKind() == other.GetValueKind()
            ? !Exact.Contains(name) || JsonNode.DeepEquals(one, other)
            : one.GetValueKind() is JsonValueKind.True or JsonValueKind.False && other.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };

    private static string[] Names((string Name, int Scale)[] columns) => [.. columns.Select(static column => column.Name)];
}
