using Actors.Clustering;
using Actors.Hosting;
using Actors.Inspection;
using Actors.Reloading;
using Actors.Rooms;
using Actors.Rules;
using Actors.Tests.Rooms;
using Actors.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Reloading;

/// <summary>Real nodes in this process on one SQLite file, each with content files of its own.</summary>
internal sealed class ReloadedNodes : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-reloading-").FullName;
    private readonly Dictionary<string, WorldNode> _nodes = [];

    /// <param name="names">None: a single standalone node.</param>
    public static async Task<ReloadedNodes> StartAsync(string record, params string[] names)
    {
        var nodes = new ReloadedNodes();
        foreach (var name in names.Length == 0 ? [NodeContext.AloneName] : names)
            await nodes.StartAsync(name, record, isClustered: names.Length > 0);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        while ((await nodes._nodes.Values.First().Inspection.GetStatusAsync()).Nodes.Count(static node => node is { Status: "Up", IsReachable: true }) < names.Length)
            patience.Token.ThrowIfCancellationRequested();
        return nodes;
    }

    public Task<ReloadReport> ReloadAsync(string node = NodeContext.AloneName) => _nodes[node].Reload.RunAsync(CancellationToken.None);

    /// <summary>The distinct content hashes of all nodes.</summary>
    public string[] Hashes => [.. _nodes.Values.Select(static node => node.Context.World.ContentHash).Distinct()];

    public string ContentOf(string node) => Path.Combine(_directory, node);

    public void Write(string node, params IReadOnlyList<(string From, string To)> changes) => SampleWorld.Write(ContentOf(node), changes);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values.Reverse())
            await node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartAsync(string name, string record, bool isClustered)
    {
        Write(name);
        var options = new NodeOptions { Data = Path.Combine(_directory, "world.db"), Content = ContentOf(name) };
        if (isClustered)
            options.Cluster = new ClusterOptions { Node = name };
        var world = ContentLoader.Load(options.Content, BuiltInRules.All).World!;
        var rooms = new RoomOptions { Record = record, RecordDirectory = Path.Combine(_directory, "recordings") };
        _nodes[name] = await WorldNode.OpenAsync(options, world, rooms, isGateway: false, NullLoggerFactory.Instance, TimeProvider.System, default);
        await _nodes[name].StartAsync(gateway: null, default);
    }
}
