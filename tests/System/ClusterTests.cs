namespace Actors.System.Tests;

/// <summary>Several processes, one world, whatever it is stored in.</summary>
public abstract class ClusterTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-cluster-").FullName;
    private readonly Dictionary<string, ServerProcess> _nodes = [];

    protected string Data => Path.Combine(_directory, "world.db");

    /// <summary>Further options of the nodes.</summary>
    protected virtual string[] Options => [];

    private protected ServerProcess this[string node] => _nodes[node];

    /// <summary>The first value of the first row.</summary>
    protected abstract object Query(string sql);

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["world-1", "world-2"])
            _nodes[name] = await ServerProcess.StartWorldNodeAsync(Data, name, Options);
        var token = Path.Combine(_directory, "token");
        await File.WriteAllTextAsync(token, AdminClient.Token);
        foreach (var name in (string[])["gateway-1", "gateway-2"])
            _nodes[name] = await ServerProcess.StartAsync(Data, [$"--Actors:Cluster:Node={name}", $"--Actors:Admin:TokenFile={token}", .. Options]);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes.Values)
            await node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Players_of_two_gateways_lose_nothing_when_a_node_is_killed_or_stopped()
    {
        await using var ada = await MudClient.EnterAsync(_nodes["gateway-1"].WebSocketPort, "Ada", "plaza");
        await using var ben = await MudClient.EnterAsync(_nodes["gateway-2"].WebSocketPort, "Ben", "plaza");
        await ada.TypeAsync("say hello");
        await ben.HearAsync("Ada says: hello");
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
        Assert.Equal("You go north.", await ada.AskAsync("north"));
        Assert.Equal("You go south.", await ada.AskAsync("south"));

        // A node is killed: its lease must end first; the command waits for the room's next owner, which answers it.
        var owner = await OwnerOfAsync("plaza");
        await _nodes[owner].KillAsync();
        Assert.Equal("You drop the brass lamp.", await ada.AskAsync("drop lamp"));
        await ben.HearAsync("Ada drops the brass lamp.");
        Assert.Equal("You take the brass lamp.", await ben.AskAsync("take lamp"));
        var next = await OwnerOfAsync("plaza");
        Assert.NotEqual(owner, next);

        // A node is added, then an operator stops the other: the rooms are handed over.
        _nodes["world-3"] = await ServerProcess.StartWorldNodeAsync(Data, "world-3", Options);
        await _nodes[next].StopAsync();
        Assert.Equal(0, _nodes[next].ExitCode);
        Assert.Equal("You drop the brass lamp.", await ben.AskAsync("drop lamp"));
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
        Assert.Equal("world-3", await OwnerOfAsync("plaza"));
        Assert.Equal(1, Count("SELECT count(*) FROM items WHERE kind = 'lamp' AND player = (SELECT id FROM players WHERE name = 'Ada')"));
        Assert.Equal(0, Count("SELECT count(*) FROM items WHERE (player IS NULL) = (room IS NULL)"));
    }

    [Fact]
    public async Task A_standalone_server_does_not_start_on_the_database_of_a_cluster()
    {
        var alone = await ServerProcess.RunToExitAsync(Data, Options);
        await using (alone)
        {
            Assert.Equal(1, alone.ExitCode);
            Assert.Contains("The database is used by a cluster", alone.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>The node that has it; while it moves, the node that has it next.</summary>
    private async Task<string> OwnerOfAsync(string room)
    {
        using var admin = new AdminClient(_nodes["gateway-1"].Http);
        var state = await admin.UntilAsync(state => AdminClient.Rooms(state, room).Length == 1, $"somebody has {room}");
        return AdminClient.Room(state, room).GetProperty("owner").GetString()!;
    }

    private long Count(string sql) => (long)Query(sql);
}
