using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Channels;
using Actors.Gateway.Dialects.Datagram;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Tests.Dialects.Native;
using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Every request with an id is answered exactly once, under that id, or the connection is closed with the code that is documented.</summary>
public sealed class EveryRequestTests
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;

    public static TheoryData<string, string> LinesThatAreNoText()
    {
        var data = new TheoryData<string, string>();
        foreach (var format in (string[])["json", "msgpack"])
        {
            foreach (var line in (string[])["null", "42", "{}", "[\"say hi\"]", "true", "", $"{new string('[', 40)}1{new string(']', 40)}"])
                data.Add(format, line);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(LinesThatAreNoText))]
    public async Task A_command_line_that_is_not_text_is_refused_under_its_id(string format, string line)
    {
        await using var gateway = new VirtualGateway(World);
        var client = Join(gateway, format);
        client.Send(NativeNodes.Encode(format, line.Length == 0 ? """{"type":"command","id":7}""" : $$"""{"type":"command","id":7,"line":{{line}}}"""));
        AssertRefused(gateway, client, Codes.BadMessage, 7);
    }

    [Fact]
    public async Task A_line_with_a_lone_surrogate_is_refused_under_its_id_in_JSON()
    {
        await using var gateway = new VirtualGateway(World);
        var client = Join(gateway, "json");
        client.Send("""{"type":"command","id":7,"line":"say \ud83c"}"""u8.ToArray());
        AssertRefused(gateway, client, Codes.BadMessage, 7);
        client.Send("""{"type":"command","\udc00":1,"id":8,"line":"look"}"""u8.ToArray());
        AssertRefused(gateway, client, Codes.BadMessage, 8);
    }

    [Fact]
    public async Task A_line_with_a_lone_surrogate_is_refused_under_its_id_in_MessagePack()
    {
        await using var gateway = new VirtualGateway(World);
        var client = Join(gateway, "msgpack");
        var command = NativeNodes.Encode("msgpack", """{"line":"say ***","type":"command","id":7}""");
        new byte[] { 0xed, 0xa0, 0xbc }.CopyTo(command, command.AsSpan().IndexOf("***"u8));
        client.Send(command);
        AssertRefused(gateway, client, Codes.BadMessage, 7);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public async Task A_line_that_is_too_long_is_refused_under_its_id(string format)
    {
        await using var gateway = new VirtualGateway(World);
        var client = Join(gateway, format);
        client.Send(NativeNodes.Encode(format, $$"""{"type":"command","id":7,"line":"say {{new string('x', 3000)}}"}"""));
        AssertRefused(gateway, client, Codes.TextTooLong, 7);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public async Task A_message_over_the_listeners_limit_closes_with_1009(string format)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.NativeAsync($"actors.v1.{format}");
        var line = Encoding.UTF8.GetBytes($$"""{"type":"command","id":7,"line":"say {{new string('x', 70_000)}}"}""");
        await client.SendAsync(line, isText: format == "json");
        await client.ReadToEndAsync();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.CloseStatus);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public async Task A_burst_of_300_commands_gets_300_answers_and_keeps_the_connection(string format)
    {
        await using var gateway = new VirtualGateway(World);
        var client = Join(gateway, format);
        for (var id = 1; id <= 300; id++)
            client.Send(NativeNodes.Encode(format, $$"""{"type":"command","id":{{id}},"line":"say {{id}}"}"""));
        gateway.Advance(1);
        var results = Results(client);
        Assert.Equal(Enumerable.Range(1, 300).Select(static id => (long)id), results.Select(static result => (long)result["id"]!).Order());
        Assert.All(results, static result => Assert.True((bool)result["ok"]! || (string)result["code"]! == Codes.RateLimited, result.ToJsonString()));
        Assert.InRange(results.Count(static result => (bool)result["ok"]!), 32, 299);
        Assert.Empty(client.Closings);
    }

    [Fact]
    public async Task Commands_over_the_limit_before_the_join_are_refused()
    {
        await using var gateway = new VirtualGateway(World, new GatewayLimits { UnansweredCommands = 3 });
        var client = gateway.Connect(new NativeDialect(World, gateway.Time, NativeFormat.Json));
        client.Send("""{"type":"hello","version":1}"""u8.ToArray());
        for (var id = 1; id <= 5; id++)
            client.Send(NativeNodes.Encode("json", $$"""{"type":"command","id":{{id}},"line":"say {{id}}"}"""));
        gateway.Advance(1);
        var results = Results(client);
        Assert.Equal([(1, true), (2, true), (3, true), (4, false), (5, false)], results.Select(static result => ((int)result["id"]!, (bool)result["ok"]!)).Order());
    }

    [Fact]
    public async Task A_burst_of_300_lines_without_ids_keeps_the_connection_and_reports_drops()
    {
        await using var gateway = new VirtualGateway(World);
        var client = gateway.Connect(new MudDialect(gateway.Time));
        gateway.Advance(1);
        client.Told();
        for (var i = 0; i < 300; i++)
            client.Send("""{"type":"command","command":"say hello"}"""u8.ToArray());
        gateway.Advance(1);
        Assert.Contains(client.Told(), static told => told.Contains(Codes.RateLimited, StringComparison.Ordinal));
        Assert.Empty(client.Closings);
        client.Send("""{"type":"command","command":"look"}"""u8.ToArray());
        gateway.Advance(1);
        Assert.Contains(client.Told(), static told => told.Contains("room_description", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hundred_malformed_datagrams_are_counted_and_the_next_ends_the_session()
    {
        using var counts = new GatewayCounts();
        await using var gateway = new VirtualGateway(World);
        var client = gateway.Connect(new DatagramDialect(gateway.Time));
        gateway.Advance(1);
        for (var i = 0; i < 100; i++)
            client.Send([]);
        Assert.Empty(client.Closings);
        client.Send([]);
        Assert.Equal(CloseCode.PolicyViolation, Assert.Single(client.Closings));
        Assert.True(counts["actors.gateway.malformed[datagram]"] >= 101);
    }

    [Fact]
    public async Task Every_ack_of_a_flood_is_answered_once_even_over_the_rate_limit()
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MessagesPerSecond = 1, MessageBurst = 100 });
        using var client = await SocketIOGameClient.JoinAsync(gateway);
        for (var ack = 1; ack <= 300; ack++)
            await client.SendAsync($"42{ack}" + """["player_action",{"action":"say","data":{"message":"hello"}}]""");
        var answered = new List<int>();
        while (answered.Count < 300)
        {
            var packet = await client.ReadAsync();
            Assert.False(packet.StartsWith("close", StringComparison.Ordinal), packet);
            if (packet.StartsWith("43", StringComparison.Ordinal))
                answered.Add(int.Parse(packet.AsSpan(2, packet.IndexOf('[') - 2)));
        }
        Assert.Equal(Enumerable.Range(1, 300), answered.Order());
    }

    [Fact]
    public async Task An_ack_is_answered_even_if_its_argument_is_nested_too_deeply()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.JoinAsync(gateway);
        var deep = $"{new string('[', 40)}1{new string(']', 40)}";
        Assert.Equal(Codes.BadMessage, (await client.AskAsync("player_action", $$"""{"action":"say","data":{{deep}}}""")).GetProperty("code").GetString());
    }

    private static VirtualGateway.Client Join(VirtualGateway gateway, string format)
    {
        var client = gateway.Connect(new NativeDialect(World, gateway.Time, format == "json" ? NativeFormat.Json : NativeFormat.MessagePack));
        client.Send(NativeNodes.Encode(format, """{"type":"hello","version":1}"""));
        gateway.Advance(1);
        client.Told();
        return client;
    }

    private static List<JsonNode> Results(VirtualGateway.Client client) =>
        [.. client.Told().Where(static told => told.StartsWith('{')).Select(static told => JsonNode.Parse(told)!).Where(static told => (string?)told["type"] == "result")];

    /// <summary>One answer under the id, and nothing beside it.</summary>
    private static void AssertRefused(VirtualGateway gateway, VirtualGateway.Client client, string code, long id)
    {
        gateway.Advance(0.2);
        var told = client.Told().Where(static told => told.StartsWith('{')).Select(static told => JsonSerializer.Deserialize<JsonElement>(told)).ToList();
        var result = Assert.Single(told, static told => told.GetProperty("type").GetString() is "result" or "error");
        Assert.Equal(("result", id, false, code), (
            result.GetProperty("type").GetString(), result.GetProperty("id").GetInt64(), result.GetProperty("ok").GetBoolean(), result.GetProperty("code").GetString()));
    }
}
