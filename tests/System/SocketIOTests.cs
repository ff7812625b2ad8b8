
namespace Actors.System.Tests;

/// <summary>The client that npm has, against the real server, in the world of all the others.</summary>
[Collection(OneServerCollection.Name)]
public sealed class SocketIOTests(OneServer server)
{
    [Theory]
    [InlineData("polling", "Polly", "Pia")]
    [InlineData("websocket", "Wanda", "Wim")]
    [InlineData("upgrade", "Uma", "Ugo")]
    public async Task A_Socket_IO_client_hears_sees_and_answers_a_text_player(string mode, string name, string partner)
    {
        await using var reader = await server.MudAsync(partner, "lamp-room");
        var client = NodeScripts.RunAsync("socketio-game.mjs", $"http://127.0.0.1:{server.Process.PortOf("socketio")}", mode, name, "lamp-room", partner);
        await reader.HearAsync($"{name} appears.");
        await reader.TypeAsync($"say good day, {name}");
        await reader.Json.SendAsync(new { type = "input", input = new { sequenceNumber = 1, movement = new { x = 0.2, y = 0 } } });
        await reader.HearAsync($"{name} says: I saw you walk");
        Assert.Equal("ok\n", await client);
    }

    [Theory]
    [InlineData("websocket", "Wren", "Wolf")]
    [InlineData("polling", "Pella", "Pike")]
    public async Task A_reconnecting_client_is_the_same_player_and_gets_missed_events(string transport, string name, string partner) =>
        Assert.Equal("ok\n", await NodeScripts.RunAsync("socketio-recovery.mjs", $"http://127.0.0.1:{server.Process.PortOf("socketio")}", transport, name, "lamp-room", partner));
}
