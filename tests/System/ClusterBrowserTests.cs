namespace Actors.System.Tests;

/// <summary>Two browsers on two gateways, in rooms that other processes host.</summary>
public sealed class ClusterBrowserTests(Chromium chromium) : IAsyncLifetime, IClassFixture<Chromium>
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-cluster-").FullName;
    private readonly List<ServerProcess> _nodes = [];

    private string Data => Path.Combine(_directory, "world.db");

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["world-1", "world-2"])
            _nodes.Add(await ServerProcess.StartWorldNodeAsync(Data, name));
        foreach (var name in (string[])["gateway-1", "gateway-2"])
            _nodes.Add(await ServerProcess.StartAsync(Data, $"--Actors:Cluster:Node={name}"));
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Browsers_on_two_gateways_meet_and_their_players_survive_lost_nodes()
    {
        await using var ada = await chromium.OpenAsync(_nodes[2], "Ada", "plaza");
        await using var ben = await chromium.OpenAsync(_nodes[3], "Ben", "plaza");
        await WebClient.SeesAsync(ada.Here, "Ben");
        await WebClient.SeesAsync(ben.Here, "Ada");
        foreach (var direction in (string[])["north", "south"])
        {
            await ada.TypeAsync(direction);
            await ada.ReadsAsync($"You go {direction}.");
            await WebClient.SeesNoMoreAsync(ben.Here, "Ada");
            await ben.TypeAsync(direction);
            await WebClient.SeesAsync(ben.Here, "Ada");
            await WebClient.SeesAsync(ada.Here, "Ben");
        }

        // Their world node dies: they notice a pause at most.
        await _nodes[0].KillAsync();
        await ada.TypeAsync("say still here");
        await ben.ReadsAsync("Ada says: still here");
        Assert.True(await ada.Connection.IsVisibleAsync());

        // A page that loses its gateway says so, and its body waits where it is.
        await _nodes[2].StopAsync();
        await WebClient.SeesAsync(ada.Connection, "not connected");
        await WebClient.SeesAsync(ben.Here, "Ada");
        Assert.Empty(ada.Errors);
        Assert.Empty(ben.Errors);
    }
}
