using Actors.Gateway.Dialects;
using Actors.Gateway.Identity;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// Identifies a client: by a valid signed token, by a guest's secret, or as a new guest. An unknown secret in the server's own form creates a new guest, as no secret does.
/// A secret that the client has made up creates a guest that belongs to that secret from then on.
/// </summary>
internal static class Identification
{
    private const int ClaimTries = 5;
    private static readonly TimeSpan ClaimPause = TimeSpan.FromMilliseconds(50);

    /// <returns><see cref="Identified"/> or <see cref="IdentityRefused"/>.</returns>
    public static async Task<object> RunAsync(GatewayServices services, Hello hello, CancellationToken cancellation)
    {
        // The content may no longer have the room; then whatever takes its place sends the player on.
        if (services.Resume.TryRead(hello.Resume, out var player, out var room))
            return new Identified(hello, new PlayerRecord { Id = player, Name = "", Room = room }, null, IsFresh: false, null, Resumes: true);
        return services.Identity.Judge(hello.Token) switch
        {
            IdentityVerdict.Refused refused => new IdentityRefused(refused.Code, refused.Text),
            IdentityVerdict.Signed signed => await BoundPlayers.FindOrCreateAsync(services, hello, signed.Identity.StoreKey, signed.Identity.Name ?? hello.Name, cancellation),
            _ => await GuestAsync(services, hello, cancellation),
        };
    }

    private static async Task<Identified> GuestAsync(GatewayServices services, Hello hello, CancellationToken cancellation)
    {
        switch (hello.Token is { Length: > 0 } token ? GuestToken.KindOf(token) : GuestTokenKind.Unusable)
        {
            case GuestTokenKind.Chosen:
                return await BoundPlayers.FindOrCreateAsync(services, hello, Guests.Hash(hello.Token!), hello.Name, cancellation);
            case GuestTokenKind.Issued when await services.Store.FindPlayerByTokenAsync(Guests.Hash(hello.Token!), cancellation) is { } known:
                return await BackAsync(services, hello, known.Record, cancellation);
            default:
                return await NewGuestAsync(services, hello, cancellation);
        }
    }

    /// <summary>A guest that owned nothing when it left has given up its name, and gets it back unless somebody else has taken it.</summary>
    public static async Task<Identified> BackAsync(GatewayServices services, Hello hello, PlayerRecord player, CancellationToken cancellation)
    {
        if (player.Named || await services.Store.ReclaimNameAsync(player.Id, cancellation) is not { } reclaimed)
            return new Identified(hello, player, null, IsFresh: false, null);
        player = player with { Name = reclaimed.Name, Named = true };
        return new Identified(hello, player, null, IsFresh: false, reclaimed.Lost is { } lost ? Taken(lost, player) : null);
    }

    private static async Task<Identified> NewGuestAsync(GatewayServices services, Hello hello, CancellationToken cancellation)
    {
        var (record, newToken) = await services.Guests.CreateAsync(cancellation);
        record = AtHome(services, hello, record);
        if (hello.Name is not { Length: > 0 } asked)
            return new Identified(hello, record, newToken, IsFresh: true, null);
        var name = PlayerName.Visible(asked);
        if (PlayerName.Check(name) is { } badName)
            return new Identified(hello, record, newToken, IsFresh: true, new Problem(badName.Code, badName.Text));
        var placed = Placed(services, hello, record);
        if (await ClaimAsync(services, placed, name, cancellation) == ClaimOutcome.Taken)
            return new Identified(hello, record, newToken, IsFresh: true, Taken(name, record));
        return new Identified(hello, placed with { Name = name, Named = true }, newToken, IsFresh: false, null);
    }

    /// <summary>
    /// Retries, because the player of that name may be leaving at this moment and frees the name only with the commit of its departure; a client that restarts at once is
    /// faster than that.
    /// </summary>
    public static async Task<ClaimOutcome> ClaimAsync(GatewayServices services, PlayerRecord player, string name, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var outcome = await services.Store.ClaimNameAsync(player, name, cancellation);
            if (outcome == ClaimOutcome.Claimed || tries == ClaimTries)
                return outcome;
            await Task.Delay(ClaimPause, services.Time, cancellation);
        }
    }

    /// <summary>Places the player in the room that it asks for, else where newcomers of its kind start.</summary>
    public static PlayerRecord Placed(GatewayServices services, Hello hello, PlayerRecord record) =>
        hello.Room is { } requested && services.World.FindByName(requested) is { } named ? In(services, named, record) : AtHome(services, hello, record);

    private static PlayerRecord AtHome(GatewayServices services, Hello hello, PlayerRecord record) => In(services, hello.DefaultRoom ?? record.Room, record);

    /// <summary>The player keeps its stored position if there is no such room.</summary>
    private static PlayerRecord In(GatewayServices services, RoomId room, PlayerRecord record) =>
        services.World.FindRoom(room) is { } found ? record with { Room = room, Position = found.Spawn } : record;

    public static Problem Taken(string name, PlayerRecord record) =>
        new(Codes.NameTaken, $"Somebody else is called {name}; you are {record.Name}. Choose another with: name NAME");
}
