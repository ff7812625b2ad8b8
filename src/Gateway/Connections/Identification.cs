using Actors.Gateway.Dialects;
using Actors.Gateway.Identity;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>Finds out who a client is: by a signed token that is believed, by a guest's secret, or as a new guest. A secret that is not known makes a new guest, as none does.</summary>
internal static class Identification
{
    private const int MaxSecretLength = 4096;

    /// <returns><see cref="Identified"/> or <see cref="IdentityRefused"/>.</returns>
    public static async Task<object> RunAsync(GatewayServices services, Hello hello, CancellationToken cancellation)
    {
        if (services.Resume.TryRead(hello.Resume, out var player, out var room) && services.World.FindRoom(room) is not null)
            return new Identified(hello, new PlayerRecord { Id = player, Name = "", Room = room }, null, IsFresh: false, null, Resumes: true);
        return services.Identity.Judge(hello.Token) switch
        {
            IdentityVerdict.Refused refused => new IdentityRefused(refused.Code, refused.Text),
            IdentityVerdict.Signed signed => await SignedPlayers.FindOrCreateAsync(services, hello, signed.Identity, cancellation),
            _ => await GuestAsync(services, hello, cancellation),
        };
    }

    private static async Task<Identified> GuestAsync(GatewayServices services, Hello hello, CancellationToken cancellation)
    {
        if (hello.Token is { Length: <= MaxSecretLength } token
            && await services.Store.FindPlayerByTokenAsync(Guests.Hash(token), cancellation) is { } known)
        {
            return new Identified(hello, known.Record, null, IsFresh: false, null);
        }
        var (record, newToken) = await services.Guests.CreateAsync(cancellation);
        record = AtHome(services, hello, record);
        if (hello.Name is not { Length: > 0 } asked)
            return new Identified(hello, record, newToken, IsFresh: true, null);
        var name = PlayerName.Visible(asked);
        if (PlayerName.Check(name) is { } badName)
            return new Identified(hello, record, newToken, IsFresh: true, new Problem(badName.Code, badName.Text));
        var placed = Placed(services, hello, record);
        if (await services.Store.ClaimNameAsync(placed, name, cancellation) == ClaimOutcome.Taken)
            return new Identified(hello, record, newToken, IsFresh: true, Taken(name, record));
        return new Identified(hello, placed with { Name = name, Named = true }, newToken, IsFresh: false, null);
    }

    /// <summary>In the room that it wishes to begin in, else where newcomers of its kind do.</summary>
    public static PlayerRecord Placed(GatewayServices services, Hello hello, PlayerRecord record) =>
        hello.Room is { } wished ? In(services, new RoomId(wished), AtHome(services, hello, record)) : AtHome(services, hello, record);

    private static PlayerRecord AtHome(GatewayServices services, Hello hello, PlayerRecord record) => In(services, hello.DefaultRoom ?? record.Room, record);

    /// <summary>Where it is, when there is no such room.</summary>
    private static PlayerRecord In(GatewayServices services, RoomId room, PlayerRecord record) =>
        services.World.FindRoom(room) is { } found ? record with { Room = room, Position = found.Spawn } : record;

    public static Problem Taken(string name, PlayerRecord record) =>
        new(Codes.NameTaken, $"Somebody else is called {name}; you are {record.Name}. Choose another with: name NAME");
}
