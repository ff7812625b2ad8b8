using Actors.Gateway.Identity;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>What connections use of the gateway's process: everything that outlives an ActorSystem.</summary>
public sealed record GatewayServices(LiveWorld Content, IWorldStore Store, Guests Guests, GatewayLimits Limits, TimeProvider Time, ILogger Logger)
{
    /// <summary>The world's current content.</summary>
    public WorldDefinition World => Content.Current;

    /// <summary>Issues and reads the tokens with which a client that was cut off resumes.</summary>
    public required ResumeTokens Resume { get; init; }

    /// <summary>The lists of open rooms that clients are sent.</summary>
    public OpenRooms OpenRooms { get; } = new(Store, Time);

    /// <summary>Whose signed tokens are trusted: nobody's by default.</summary>
    public IdentityGate Identity { get; init; } = IdentityGate.GuestsOnly;

    /// <summary>Keeps a crowd of newcomers from asking every copy of a room that overflows.</summary>
    internal FullCopies FullCopies { get; } = new(Time);
}
