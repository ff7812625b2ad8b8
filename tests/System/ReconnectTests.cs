
namespace Actors.System.Tests;

public sealed class ReconnectTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-reconnect-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_page_shows_a_lost_connection_and_reconnects_as_the_same_player()
    {
        var data = Path.Combine(_directory.FullName, "world.db");
        // The server comes back on its ports, which nobody else may take meanwhile.
        string[] ports = [$"--Actors:Http:Port={Ports.Free()}", $"--Actors:WebSockets:main:Port={Ports.Free()}"];
        var server = await ServerProcess.StartAsync(data, ports);
        try
        {
            await using var page = await chromium.OpenAsync(server, "Stayer", "inn");
            await page.TypeAsync("take lute");
            await WebClient.SeesAsync(page.Inventory, "three-stringed lute");

            await server.KillAsync();
            await WebClient.SeesAsync(page.Connection, "not connected");
            // Lines that are typed meanwhile wait
            await page.TypeAsync("say Is anybody there?");
            await page.ReadsAsync("> say Is anybody there?");

            await server.DisposeAsync();
            server = await ServerProcess.StartAsync(data, ports);
            await page.IsConnectedAsync();
            await page.ReadsAsync("You say: Is anybody there?");
            await using var other = await MudClient.EnterAsync(server.WebSocketPort, "Newcomer", "inn");
            await page.ReadsAsync("Newcomer appears.");
            await page.TypeAsync("say Welcome.");
            await other.HearAsync("Stayer says: Welcome.");
            await WebClient.SeesAsync(page.Inventory, "three-stringed lute");
            Assert.Empty(page.Errors);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
