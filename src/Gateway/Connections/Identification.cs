using Actors.Gateway.Dialects;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>Finds out who a client is. A token that is not known makes a new guest, as none does.</summary>
internal static class Identification
{
    private const int MaxTokenLength = 4096;

    public static async Task<Identified> RunAsync(GatewayServices services, Hello hello, CancellationToken cancellation)
    {
        if (hello.Token is { Length: <= MaxTokenLength } token
            && await services.Store.FindPlayerByTokenAsync(Guests.Hash(token), cancellation) is { } known)
        {
            return new Identified(hello, known.Record, null, IsFresh: false, null);
        }
        var (record, newToken) = await services.Guests.CreateAsync(cancellation);
        if (hello.Name is not { Length: > 0 } name)
            return new Identified(hello, record, newToken, IsFresh: true, null);
        if (PlayerName.Check(name) is { } badName)
            return new Identified(hello, record, newToken, IsFresh: true, new Problem(badName.Code, badName.Text));
        var room = hello.Room is { } wished && services.World.FindRoom(new RoomId(wished)) is not null ? new RoomId(wished) : record.Room;
        var placed = record with { Room = room, Position = services.World.FindRoom(room)!.Spawn };
        if (await services.Store.ClaimNameAsync(placed, name, cancellation) == ClaimOutcome.Taken)
        {
            var taken = new Problem(Codes.NameTaken, $"Somebody else is called {name}; you are {record.Name}. Choose another with: name NAME");
            return new Identified(hello, record, newToken, IsFresh: true, taken);
        }
        return new Identified(hello, placed with { Name = name, Named = true }, newToken, IsFresh: false, null);
    }
}
