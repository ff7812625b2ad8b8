namespace Actors.System.Tests;

/// <summary>A world that is stopped, changed by its author, and started again on the same data.</summary>
public sealed class ContentChangeTests : IDisposable
{
    private const string World = """
        name: Isle
        defaultRoom: beach
        items:
          lamp: { name: lamp, description: It shines. }
          oar: { name: oar, description: Long. }
        """;

    private const string Hills = """
        id: hills
        title: The Hills
        description: High.
        rooms:
          path:
            title: The Path
            description: Steep.
            size: [20, 20]
            exits: { south: { to: beach, at: [0, 10] }, north: { to: mill, at: [0, -10] } }
          mill:
            title: The Mill
            description: It turns.
            size: [20, 20]
            exits: { south: { to: path, at: [0, 10] } }
            items: [{ kind: lamp, at: [1, 1] }, { kind: oar, at: [2, 2] }]
        """;

    private const string Shore = """
        id: shore
        title: The Shore
        description: Wet.
        rooms:
          beach:
            title: The Beach
            description: Sand.
            size: [20, 20]
            exits: { north: { to: path, at: [0, -10] } }
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-content-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_returning_player_gets_in_with_its_items_after_its_room_is_removed()
    {
        string token;
        await using (var server = await StartAsync(World, Hills))
        {
            await using var hero = await MudClient.EnterAsync(server.WebSocketPort, "Hero", "mill");
            token = hero.Token!;
            Assert.Equal("You take the lamp.", await hero.AskAsync("take lamp"));
            Assert.Equal("You take the oar.", await hero.AskAsync("take oar"));
            await server.StopAsync();
        }

        // The mill has been removed, and with it all oars.
        await using (var server = await StartAsync(World.Replace("\n  oar: { name: oar, description: Long. }", "", StringComparison.Ordinal), PathAlone))
        {
            await using var hero = await JsonClient.ConnectAsync(server.WebSocketPort, $"/ws/game/?token={token}");
            Assert.Equal("The room where you were, mill, is gone: you are in The Path.", (await hero.UntilAsync(static message => message.Event() == "message")).Text());
            Assert.Equal("Kept for you until there are such things again: oar.", (await hero.UntilAsync(static message => message.Event() == "message")).Text());
            Assert.Contains("You carry lamp;", (await hero.AskAsync("inventory")).Text(), StringComparison.Ordinal);
            await server.StopAsync();
        }

        // The zone has been removed as well.
        await using (var server = await StartAsync(World, hills: null))
        {
            await using var hero = await JsonClient.ConnectAsync(server.WebSocketPort, $"/ws/game/?token={token}");
            Assert.Equal("The room where you were, path, is gone: you are in The Beach.", (await hero.UntilAsync(static message => message.Event() == "message")).Text());
            Assert.Contains("You carry lamp, oar;", (await hero.AskAsync("inventory")).Text(), StringComparison.Ordinal);
            await server.StopAsync();
        }
    }

    [Fact]
    public async Task A_renamed_room_keeps_its_players_and_items()
    {
        string token;
        await using (var server = await StartAsync(World, Hills))
        {
            await using var hero = await MudClient.EnterAsync(server.WebSocketPort, "Hero", "mill");
            token = hero.Token!;
            Assert.Equal("You take the lamp.", await hero.AskAsync("take lamp"));
            await server.StopAsync();
        }

        await using (var server = await StartAsync(
            World + "\nformerRooms:\n  mill: { movedTo: watermill }\n", Hills.Replace("mill:", "watermill:", StringComparison.Ordinal).Replace("to: mill", "to: watermill", StringComparison.Ordinal)))
        {
            await using var hero = await MudClient.ReturnAsync(server.WebSocketPort, token);
            await hero.TypeAsync("look");
            var room = await hero.SeeRoomAsync();
            Assert.Equal("watermill", room.GetProperty("room_id").GetString());
            Assert.Equal(["oar"], room.GetProperty("items").EnumerateArray().Select(static item => item.GetString()));
            Assert.Equal("You take the oar.", await hero.AskAsync("take oar"));
            await server.StopAsync();
        }
    }

    private static string PathAlone => Hills[..Hills.IndexOf("  mill:\n", StringComparison.Ordinal)].Replace(", north: { to: mill, at: [0, -10] }", "", StringComparison.Ordinal);

    private Task<ServerProcess> StartAsync(string world, string? hills)
    {
        var content = Directory.CreateDirectory(Path.Combine(_directory.FullName, Guid.NewGuid().ToString("N")));
        var zones = content.CreateSubdirectory("zones").FullName;
        File.WriteAllText(Path.Combine(content.FullName, "world.yaml"), world);
        File.WriteAllText(Path.Combine(zones, "shore.yaml"), hills is null ? Shore.Replace("{ north: { to: path, at: [0, -10] } }", "{}", StringComparison.Ordinal) : Shore);
        if (hills is not null)
            File.WriteAllText(Path.Combine(zones, "hills.yaml"), hills);
        return ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"), $"--Actors:Content={content.FullName}");
    }
}
