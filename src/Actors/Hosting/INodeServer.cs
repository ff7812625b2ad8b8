using Actors.Reloading;
using Microsoft.Extensions.Hosting;

namespace Actors.Hosting;

/// <summary>A node for as long as its program runs.</summary>
public interface INodeServer : IHostedService
{
    /// <summary>For operators; null: it is ready.</summary>
    string? WhyNotReady { get; }

    /// <summary>Whether the program stops because others have its database, or its name.</summary>
    bool HasLostDatabase { get; }

    /// <summary>Brings the world to the content as it stands in the files; of all nodes, in a cluster. Null: the node does not run.</summary>
    Task<ReloadReport?> ReloadAsync(CancellationToken cancellation);
}
