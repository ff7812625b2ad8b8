using Actors.Cluster;
using Actors.Gateway.Identity;
using Actors.Gateway.Views;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Gateway.Connections;

/// <summary>What a connection is given of the gateway that holds it.</summary>
public sealed record GatewayServices(
    ICluster Cluster,
    IActorRuntime Runtime,
    WorldDefinition World,
    IWorldStore Store,
    Guests Guests,
    Presence Presence,
    RoomViews Views,
    GatewayLimits Limits,
    ILogger Logger)
{
    public TimeProvider Time => Runtime.Time;

    public required ResumeTokens Resume { get; init; }

    /// <summary>Whose signed tokens are believed: nobody's, unless it is said.</summary>
    public IdentityGate Identity { get; init; } = IdentityGate.GuestsOnly;
}
