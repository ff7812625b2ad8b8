using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Tests.Dialects.Native;
using Actors.TestKit;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Modules;

/// <summary>A verb invoked by its name with its arguments, in the dialects that support it. Whatever is wrong with it, it is answered, and is no reason to close a client.</summary>
public sealed class InvokedVerbTests : IAsyncLifetime
{
    private static readonly WorldDefinition World = new WorldBuilder().WithRules(Healing.Rules).ItemKind("lamp").Room("hall", static room => room.WithItem("lamp", 0, 0)).Build();

    private readonly VirtualGateway _gateway = new(World);

    public static TheoryData<string> Formats => ["json", "msgpack"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_invoked_verb_is_executed_and_answered_under_its_id(string format)
    {
        var ada = Join(format, "Ada");
        AssertDone(Ask(ada, format, """{"type":"command","id":1,"verb":"heal","args":{"target":"Ada","points":4,"at":{"x":1.5,"y":-2}}}"""), 1);
        AssertDone(Ask(ada, format, """{"args":{"target":"Ada","points":6},"verb":"heal","id":2,"type":"command"}"""), 2);
        AssertRefused(Ask(ada, format, """{"type":"command","id":3,"verb":"heal","args":{"target":"Ada","points":1}}"""), 3, "healing.no_mana");
        // The server's own verbs as well, and verbs without arguments.
        AssertDone(Ask(ada, format, """{"type":"command","id":4,"verb":"say","args":{"text":"hi"}}"""), 4);
        AssertDone(Ask(ada, format, """{"type":"command","id":5,"verb":"pray"}"""), 5);
        AssertDone(Ask(ada, format, """{"type":"command","id":6,"verb":"ring","args":null}"""), 6);
        Assert.Equal("You see no moon here.", (string)Ask(ada, format, """{"type":"command","id":7,"verb":"take","args":{"what":"moon"}}""")["text"]!);
        AssertRefused(Ask(ada, format, """{"type":"command","id":8,"verb":"hael","args":{"target":"Ada"}}"""), 8, Codes.Unknown);
        AssertRefused(Ask(ada, format, """{"type":"command","id":9,"verb":"travel","args":{"to":"hall"}}"""), 9, Codes.Unknown);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Invalid_arguments_are_refused_under_their_id_without_closing(string format)
    {
        var ada = Join(format, "Ada");
        var deep = $"{new string('[', 20)}1{new string(']', 20)}";
        var levels = format == "json" ? 500 : 60;
        var veryDeep = $"{new string('[', levels)}1{new string(']', levels)}";
        (string Args, string Code)[] wrong =
        [
            ("{}", Codes.BadArgument), ("""{"target":7}""", Codes.BadArgument), ("""{"target":"Ada","points":"many"}""", Codes.BadArgument), ("""{"target":"Ada","what":1}""", Codes.BadArgument),
            ("\"Ada\"", Codes.BadArgument), ("""["Ada"]""", Codes.BadArgument), ("7", Codes.BadArgument), ("true", Codes.BadArgument),
            ("""{"target":""" + deep + "}", Codes.BadArgument), ("""{"target":""" + veryDeep + "}", Codes.BadArgument),
            ($$"""{"target":"{{new string('x', 1990)}}"}""", Codes.TextTooLong), ($$"""{"target":"{{new string('x', 50_000)}}"}""", Codes.TextTooLong),
            ("""{"target":"Ada","list":[""" + string.Join(',', Enumerable.Repeat("1", 3000)) + "]}", Codes.TextTooLong),
        ];
        var id = 0;
        for (var round = 0; round < 20; round++)
        {
            foreach (var (args, code) in wrong)
                AssertRefused(Ask(ada, format, $$"""{"type":"command","id":{{++id}},"verb":"heal","args":{{args}}}"""), id, code);
        }
        Assert.True(id > 2 * new GatewayLimits().MalformedBeforeClose);
        Assert.Empty(ada.Closings);
        AssertDone(Ask(ada, format, $$$"""{"type":"command","id":{{{++id}}},"verb":"heal","args":{"target":"Ada"}}"""), id);
    }

    [Fact]
    public void Ill_formed_arguments_are_refused_under_their_id()
    {
        var ada = Join("json", "Ada");
        AssertRefused(Ask(ada, "json", """{"type":"command","id":1,"verb":"heal","args":{"target":"\ud83c"}}"""), 1, Codes.BadArgument);
        AssertRefused(Ask(ada, "json", """{"type":"command","id":2,"verb":"heal","args":{"\ud83c":1}}"""), 2, Codes.BadArgument);
        AssertRefused(Ask(ada, "json", """{"type":"command","id":3,"verb":"heal","args":{"target":"Ada","target":"Ben"}}"""), 3, Codes.BadArgument);

        var ben = Join("msgpack", "Ben");
        var command = NativeNodes.Pack("""{"type":"command","id":1,"verb":"heal","args":{"target":"***"}}""");
        new byte[] { 0xed, 0xa0, 0xbc }.CopyTo(command, command.AsSpan().IndexOf("***"u8));
        ben.Send(command);
        AssertRefused(Result(ben), 1, Codes.BadArgument);
        // A key that is a number, a binary and an extension: JSON cannot express them.
        foreach (var (args, id) in ((byte[] Args, byte Id)[])[([0x81, 0x01, 0x02], 2), ([0x81, 0xa1, (byte)'a', 0xc4, 0x01, 0xff], 3), ([0x81, 0xa1, (byte)'a', 0xd4, 0x01, 0x02], 4)])
        {
            ben.Send([0x84, 0xa4, .. "args"u8, .. args, 0xa4, .. "type"u8, 0xa7, .. "command"u8, 0xa2, .. "id"u8, id, 0xa4, .. "verb"u8, 0xa4, .. "heal"u8]);
            AssertRefused(Result(ben), id, Codes.BadArgument);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_verb_that_is_not_text_is_a_bad_message(string format)
    {
        var ada = Join(format, "Ada");
        AssertRefused(Ask(ada, format, """{"type":"command","id":1,"verb":7,"args":{}}"""), 1, Codes.BadMessage);
        AssertRefused(Ask(ada, format, """{"type":"command","id":2}"""), 2, Codes.BadMessage);
    }

    [Fact]
    public void A_Socket_IO_action_that_is_not_standard_invokes_a_rules_verb_with_its_data()
    {
        var ada = JoinSocketIO("Ada");
        Assert.Contains("\"ok\":true", Act(ada, 1, """{"action":"heal","data":{"target":"Ada","points":3}}"""));
        Assert.Contains(Codes.BadArgument, Act(ada, 2, """{"action":"heal","data":{"who":"Ada"}}"""));
        Assert.Contains("healing.no_mana", Act(ada, 3, """{"action":"heal","data":{"target":"Ada","points":9}}"""));
        // Without data the action is a line, and so is an action that contains the verb's words.
        Assert.Contains("\"ok\":true", Act(ada, 4, """{"action":"heal","target":"Ada"}"""));
        Assert.Contains(Codes.BadArgument, Act(ada, 5, """{"action":"heal"}"""));
        Assert.Contains("You pray.", Act(ada, 6, """{"action":"pray now","data":{"target":"Ada"}}"""));
        // The server's own verbs read their data as before.
        Assert.Contains("\"ok\":true", Act(ada, 7, """{"action":"say","data":{"message":"hi"}}"""));
        Assert.Contains("\"ok\":true", Act(ada, 8, """{"action":"take","data":{"item":"lamp","item_id":"hall:1"}}"""));
        Assert.Contains(Codes.NoSuchExit, Act(ada, 9, """{"action":"north","data":{}}"""));
        Assert.Contains(Codes.TextTooLong, Act(ada, 10, $$$"""{"action":"heal","data":{"target":"{{{new string('x', 3000)}}}"}}"""));
        Assert.Empty(ada.Closings);
    }

    [Fact]
    public void A_mud_action_that_is_not_standard_invokes_a_rules_verb_with_its_data()
    {
        var ada = Enter(new MudDialect(_gateway.Time), "Ada");
        Assert.Contains("healing.no_mana", Say(ada, """{"type":"command","action":"heal","data":{"target":"Ada","points":11}}"""));
        Assert.Contains("You heal you.", Say(ada, """{"action":"heal","data":{"target":"Ada","points":3}}"""));
        Assert.Contains(Codes.BadArgument, Say(ada, """{"action":"heal","data":{"who":"Ada"}}"""));
        Assert.Contains("You heal you.", Say(ada, """{"action":"heal","target":"Ada"}"""));
        Assert.Contains("You drop the lamp", Say(ada, """{"action":"take","data":{"item":"lamp"}}""") + Say(ada, """{"action":"drop","data":{"item":"lamp"}}"""));
        Assert.Contains("room_description", Say(ada, """{"action":"join","data":{}}"""));
    }

    private VirtualGateway.Client Join(string format, string name) => Silenced(_gateway.EnterNative(format, name));

    private VirtualGateway.Client JoinSocketIO(string name) => Enter(new SocketIODialect(World, _gateway.Time), name);

    private VirtualGateway.Client Enter(IDialect dialect, string name) => Silenced(_gateway.Enter(dialect, name));

    /// <summary>Discards what it was sent while it joined.</summary>
    private static VirtualGateway.Client Silenced(VirtualGateway.Client client)
    {
        client.Told();
        return client;
    }

    private JsonNode Ask(VirtualGateway.Client client, string format, string json)
    {
        client.Send(NativeNodes.Encode(format, json));
        return Result(client);
    }

    private JsonNode Result(VirtualGateway.Client client)
    {
        _gateway.Advance(0.2);
        return Assert.Single(client.Told().Where(static told => told.StartsWith('{')).Select(static told => JsonNode.Parse(told)!), static told => (string?)told["type"] is "result" or "error");
    }

    /// <summary>All that answers it.</summary>
    private string Act(VirtualGateway.Client client, int ack, string action)
    {
        client.Send(Encoding.UTF8.GetBytes($$"""{"event":"player_action","ack":{{ack}},"data":{{action}}}"""));
        _gateway.Advance(0.2);
        return Assert.Single(client.Told(), told => told.StartsWith($"43{ack}[", StringComparison.Ordinal));
    }

    private string Say(VirtualGateway.Client client, string json)
    {
        client.Send(Encoding.UTF8.GetBytes(json));
        _gateway.Advance(0.2);
        return string.Join('\n', client.Told());
    }

    private static void AssertDone(JsonNode result, long id) => Assert.Equal((id, true), ((long)result["id"]!, (bool)result["ok"]!));

    private static void AssertRefused(JsonNode result, long id, string code) =>
        Assert.Equal(("result", id, code), ((string)result["type"]!, (long?)result["id"] ?? 0, (string?)result["code"]));
}
