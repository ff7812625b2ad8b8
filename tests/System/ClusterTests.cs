using Actors.Storage;
using Actors.World;
using Microsoft.Data.Sqlite;

namespace Actors.System.Tests;

/// <summary>Several processes, one world.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-cluster-").FullName;
    private readonly Dictionary<string, ServerProcess> _nodes = [];

    private string Data => Path.Combine(_directory, "world.db");

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["world-1", "world-2"])
            _nodes[name] = await ServerProcess.StartWorldNodeAsync(Data, name);
        foreach (var name in (string[])["gateway-1", "gateway-2"])
            _nodes[name] = await ServerProcess.StartAsync(Data, $"--Actors:Cluster:Node={name}");
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes.Values)
            await node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Players_of_two_gateways_share_rooms_of_other_nodes_and_a_node_that_is_killed_or_stopped_takes_nothing_with_it()
    {
        await using var ada = await MudClient.EnterAsync(_nodes["gateway-1"].WebSocketPort, "Ada", "plaza");
        await using var ben = await MudClient.EnterAsync(_nodes["gateway-2"].WebSocketPort, "Ben", "plaza");
        await ada.TypeAsync("say hello");
        await ben.HearAsync("Ada says: hello");
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
        Assert.Equal("You go north.", await ada.AskAsync("north"));
        Assert.Equal("You go south.", await ada.AskAsync("south"));

        // Killed: the lease must end first; the command waits for the room's next owner and is answered by it.
        var owner = OwnerOf("plaza");
        await _nodes[owner].KillAsync();
        Assert.Equal("You drop the brass lamp.", await ada.AskAsync("drop lamp"));
        await ben.HearAsync("Ada drops the brass lamp.");
        Assert.Equal("You take the brass lamp.", await ben.AskAsync("take lamp"));
        var next = OwnerOf("plaza");
        Assert.NotEqual(owner, next);

        // Added, then the other stopped as an operator stops it: the rooms are handed over.
        _nodes["world-3"] = await ServerProcess.StartWorldNodeAsync(Data, "world-3");
        await _nodes[next].StopAsync();
        Assert.Equal(0, _nodes[next].ExitCode);
        Assert.Equal("You drop the brass lamp.", await ben.AskAsync("drop lamp"));
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
        Assert.Equal("world-3", OwnerOf("plaza"));
        Assert.Equal(1, Count("SELECT count(*) FROM items WHERE kind = 'lamp' AND player = (SELECT id FROM players WHERE name = 'Ada')"));
        Assert.Equal(0, Count("SELECT count(*) FROM items WHERE (player IS NULL) = (room IS NULL)"));
    }

    [Fact]
    public async Task A_server_that_is_alone_does_not_start_on_the_database_of_a_running_cluster()
    {
        var alone = await ServerProcess.RunToExitAsync(Data);
        await using (alone)
        {
            Assert.Equal(1, alone.ExitCode);
            Assert.Contains("Nodes of a cluster are running on this database", alone.Output, StringComparison.Ordinal);
        }
    }

    private string OwnerOf(string room)
    {
        using var connection = new SqliteConnection($"Data Source={Data};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT node FROM shards WHERE id = {Shards.Of(new RoomId(room))}";
        return (string)command.ExecuteScalar()!;
    }

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Data};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
