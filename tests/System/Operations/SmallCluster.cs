using System.Text.Json;
using Actors.Sharding;

namespace Actors.System.Tests;

/// <summary>Two world nodes and a gateway on one SQLite file, with the operators' page; for tests that leave it as they found it.</summary>
public sealed class SmallCluster : IAsyncLifetime
{
    /// <summary>No node dies here: none may be declared dead because the machine is busy.</summary>
    private const string Lease = "--Actors:Cluster:LeaseSeconds=20";

    private readonly string _directory = Directory.CreateTempSubdirectory("actors-operations-").FullName;

    internal ServerProcess Gateway { get; private set; } = null!;

    internal IReadOnlyDictionary<string, ServerProcess> Worlds => _worlds;

    private readonly Dictionary<string, ServerProcess> _worlds = [];

    internal string Data => Path.Combine(_directory, "world.db");

    public async Task InitializeAsync()
    {
        var token = Path.Combine(_directory, "token");
        await File.WriteAllTextAsync(token, AdminClient.Token);
        foreach (var name in (string[])["world-1", "world-2"])
            _worlds[name] = await ServerProcess.StartWorldNodeAsync(Data, name, Lease);
        Gateway = await ServerProcess.StartAsync(Data, "--Actors:Cluster:Node=gateway-1", Lease, $"--Actors:Admin:TokenFile={token}");
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var world in _worlds.Values)
            await world.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Waits until every node is a member that answers, and every shard with an owner is on the node where it belongs.</summary>
    internal async Task<AdminClient> AdminAsync()
    {
        var admin = new AdminClient(Gateway.Http);
        ShardHost[] hosts = [.. _worlds.Keys.Select(static name => new ShardHost(name, Weight: 100))];
        await admin.UntilAsync(
            state => state.GetProperty("nodes").EnumerateArray().Count(IsThere) == hosts.Length + 1
                && AdminClient.Owners(state).Index().All(shard => shard.Item is null || shard.Item == hosts[Placement.OwnerOf(shard.Index, hosts)].Name),
            "the shards are shared out");
        return admin;

        static bool IsThere(JsonElement node) =>
            node.GetProperty("status").GetString() == "Up" && (node.GetProperty("reported").GetBoolean() || node.GetProperty("gateway").GetBoolean());
    }
}
