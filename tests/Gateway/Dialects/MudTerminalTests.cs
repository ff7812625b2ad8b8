using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Mud;
using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>
/// A terminal that shows the <c>message</c> of everything it receives, and a chat beside it that sorts by <c>type</c> and searches the text for the speaker: anything there that is not text ends it.
/// </summary>
public sealed partial class MudTerminalTests : IAsyncLifetime
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;
    private static readonly string[] ChatTypes = ["broadcast", "whisper", "zone_broadcast", "global"];

    private readonly VirtualGateway _gateway = new(World);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData(MudShape.Update, "update", "update")]
    [InlineData(MudShape.Terminal, "system", "room_description")]
    public void A_welcome_and_the_room_are_shown(MudShape shape, string welcome, string description)
    {
        var terminal = Enter("Ada", shape);
        var shown = Shown(terminal);
        Assert.Equal((welcome, "Welcome, Ada. Type help for what you can do."), shown[0]);
        var (type, text) = shown[1];
        Assert.Equal(description, type);
        Assert.StartsWith("The Plaza\nLime trees and lamp posts", text, StringComparison.Ordinal);
        Assert.Contains("\nExits: ", text, StringComparison.Ordinal);
        Assert.Contains("\nPlayers: Ada.", text, StringComparison.Ordinal);
        Assert.Contains("brass lamp", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MudShape.Update)]
    [InlineData(MudShape.Terminal)]
    public void A_room_with_others_is_described_once_including_the_newcomer(MudShape shape)
    {
        Enter("Ada", shape);
        var (_, text) = Assert.Single(Shown(Enter("Ben", shape)), static line => line.Text.StartsWith("The Plaza\n", StringComparison.Ordinal));
        Assert.Contains("\nPlayers: Ada, Ben.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MudShape.Update)]
    [InlineData(MudShape.Terminal)]
    public void Every_typed_command_is_answered_as_text(MudShape shape)
    {
        var terminal = Enter("Ada", shape);
        Shown(terminal);
        Assert.Contains(("command_result", "You take the brass lamp."), Type(terminal, "take lamp"));
        Assert.Contains(Type(terminal, "inventory"), static line => line.Type == "command_result" && line.Text.StartsWith("You carry brass lamp;", StringComparison.Ordinal));
        Assert.Contains(Type(terminal, "who"), static line => line is { Type: "command_result", Text: "In the world: Ada." });
        Assert.Contains(Type(terminal, "tkae lamp"), static line => line.Type == "error" && line.Text.Contains("Did you mean", StringComparison.Ordinal));
        Assert.Contains(Type(terminal, "look"), static line => line.Type == "room_description" && line.Text.StartsWith("The Plaza\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Chat_shows_speaker_text_and_channel()
    {
        var terminal = Enter("Ada");
        var other = Enter("Ben");
        Shown(terminal);
        foreach (var line in (string[])["say hello: there", "whisper Ada psst", "shout fire", "global good day", "emote waves", "take lamp"])
            Type(other, line);
        var chat = Shown(terminal).Where(static line => ChatTypes.Contains(line.Type)).Select(static line => (line.Type, Chat(line.Text))).ToList();
        Assert.Contains(("broadcast", "Ben|hello: there"), chat);
        Assert.Contains(("whisper", "Ben|psst"), chat);
        Assert.Contains(("zone_broadcast", "Ben|fire"), chat);
        Assert.Contains(("global", "Ben|good day"), chat);
        Assert.Contains(("broadcast", "Ben waves"), chat);
    }

    [Fact]
    public void A_client_that_sends_actions_keeps_getting_updates()
    {
        var client = Enter("Ada");
        Shown(client);
        client.Send("""{"type":"command","action":"take","data":{"item":"lamp"},"player_id":"7","timestamp":1}"""u8.ToArray());
        client.Send("""{"type":"command","command":"look"}"""u8.ToArray());
        _gateway.Advance(0.2);
        var told = client.Told().Select(static message => JsonSerializer.Deserialize<JsonElement>(message)).ToList();
        Assert.Contains(told, static message => message.GetProperty("type").GetString() == "update" && message.GetProperty("event").GetString() == "message"
            && message.GetProperty("data").GetProperty("message").GetString() == "You take the brass lamp.");
        Assert.Contains(told, static message => message.GetProperty("type").GetString() == "update" && message.GetProperty("event").GetString() == "room_description");
    }

    private VirtualGateway.Client Enter(string name, MudShape shape = MudShape.Update)
    {
        var client = _gateway.Connect(new MudDialect(_gateway.Time, shape), new ConnectRequest("/ws/game/", new Dictionary<string, string> { ["name"] = name }, null));
        _gateway.Advance(0.5);
        return client;
    }

    private List<(string Type, string Text)> Type(VirtualGateway.Client terminal, string line)
    {
        terminal.Send(Encoding.UTF8.GetBytes($$"""{"type":"command","command":"{{line}}"}"""));
        _gateway.Advance(0.2);
        return Shown(terminal);
    }

    /// <summary>Everything has a text to show.</summary>
    private static List<(string Type, string Text)> Shown(VirtualGateway.Client terminal) =>
    [
        .. terminal.Told().Select(static message => JsonSerializer.Deserialize<JsonElement>(message))
            .Select(static message => (message.GetProperty("type").GetString()!, message.GetProperty("message").GetString()!)),
    ];

    /// <summary>Speaker and text, as such a chat finds them; the whole text where it finds no speaker.</summary>
    private static string Chat(string text) =>
        ((Regex[])[Says(), Whispers(), Shouts(), Anybody()]).Select(pattern => pattern.Match(text)).FirstOrDefault(static match => match.Success) is { } found
            ? $"{found.Groups[1].Value}|{found.Groups[2].Value}"
            : text;

    [GeneratedRegex("^(.+?) says, \"(.+)\"$")]
    private static partial Regex Says();

    [GeneratedRegex("^(.+?) whispers to you: (.+)$")]
    private static partial Regex Whispers();

    [GeneratedRegex("^(.+?) shouts: (.+)$")]
    private static partial Regex Shouts();

    [GeneratedRegex("^(.+?): (.+)$")]
    private static partial Regex Anybody();
}
