using Actors.Reloading;
using Microsoft.Extensions.Hosting;

namespace Actors.Hosting;

/// <summary>A node for as long as its program runs.</summary>
public interface INodeServer : IHostedService
{
    /// <summary>Why the node is not ready, for operators; null: it is ready.</summary>
    string? WhyNotReady { get; }

    /// <summary>Whether the program stops because others have its database, or its name.</summary>
    bool HasLostDatabase { get; }

    /// <summary>Reloads the world's content from the files; in a cluster, on all nodes. Null: the node does not run.</summary>
    Task<ReloadReport?> ReloadAsync(CancellationToken cancellation);
}
