using Actors.Gateway.Identity;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>What a connection is given of the gateway's process: all that outlives an ActorSystem.</summary>
public sealed record GatewayServices(LiveWorld Content, IWorldStore Store, Guests Guests, GatewayLimits Limits, TimeProvider Time, ILogger Logger)
{
    /// <summary>The world's content as it is just now.</summary>
    public WorldDefinition World => Content.Current;

    /// <summary>Issues and reads the tokens by which a client that was cut off comes back.</summary>
    public required ResumeTokens Resume { get; init; }

    /// <summary>What clients are told of the open rooms.</summary>
    public OpenRooms OpenRooms { get; } = new(Store, Time);

    /// <summary>Whose signed tokens are believed: nobody's, unless it is said.</summary>
    public IdentityGate Identity { get; init; } = IdentityGate.GuestsOnly;

    /// <summary>So that a crowd of newcomers does not ask every copy of a room that overflows.</summary>
    internal FullCopies FullCopies { get; } = new(Time);
}
