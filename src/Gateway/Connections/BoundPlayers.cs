using Actors.Gateway.Dialects;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// Players that are found by a key of the client's own: the account of a signed token, or a token that the client made up. A new player gets its row at once, unlike a
/// guest with a token that the server issued: the same token may arrive at two gateways at the same moment, and the single row decides which player it is.
/// </summary>
internal static class BoundPlayers
{
    /// <param name="storeKey">The token as the store has it.</param>
    /// <param name="name">The name that a new player asks for.</param>
    public static async Task<Identified> FindOrCreateAsync(GatewayServices services, Hello hello, string storeKey, string? name, CancellationToken cancellation)
    {
        if (await services.Store.FindPlayerByTokenAsync(storeKey, cancellation) is { } known)
            return await Identification.BackAsync(services, hello, known.Record, cancellation);
        var record = await services.Guests.CreateAsync(storeKey, cancellation);
        if (await CreateAsync(services, hello, Identification.Placed(services, hello, record), name, cancellation) is { } created)
            return created;
        // The store accepts no second row with the same token, so the player was created elsewhere meanwhile.
        var meanwhile = await services.Store.FindPlayerByTokenAsync(storeKey, cancellation)
            ?? throw new InvalidOperationException($"Player {record.Id} got no row, and there is no other of its token.");
        return new Identified(hello, meanwhile.Record, null, IsFresh: false, null);
    }

    /// <summary>Null: somebody else has the token's row.</summary>
    private static async Task<Identified?> CreateAsync(GatewayServices services, Hello hello, PlayerRecord record, string? name, CancellationToken cancellation)
    {
        Problem? problem = null;
        if (name is { Length: > 0 })
        {
            name = PlayerName.Visible(name);
            if (PlayerName.Check(name) is { } badName)
                problem = new Problem(badName.Code, badName.Text);
            else if (await Identification.ClaimAsync(services, record, name, cancellation) == ClaimOutcome.Claimed)
                return new Identified(hello, record with { Name = name, Named = true }, null, IsFresh: false, null);
            else
                problem = Identification.Taken(name, record);
        }
        // Nobody else can have this name, and claiming a name creates the row.
        return await services.Store.ClaimNameAsync(record, record.Name, cancellation) == ClaimOutcome.Claimed
            ? new Identified(hello, record, null, IsFresh: false, problem)
            : null;
    }
}
