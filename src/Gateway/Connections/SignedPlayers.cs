using Actors.Gateway.Dialects;
using Actors.Gateway.Identity;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// The players of signed tokens. One that comes for the first time gets its row at once, unlike a guest: the same account may come in at two gateways in
/// the same moment, and the row, of which there can be one, says which player it is.
/// </summary>
internal static class SignedPlayers
{
    public static async Task<Identified> FindOrCreateAsync(GatewayServices services, Hello hello, SignedIdentity identity, CancellationToken cancellation)
    {
        if (await services.Store.FindPlayerByTokenAsync(identity.StoreKey, cancellation) is { } known)
            return new Identified(hello, known.Record, null, IsFresh: false, null);
        var record = await services.Guests.CreateAsync(identity.StoreKey, cancellation);
        if (await CreateAsync(services, hello, Identification.Placed(services, hello, record), identity.Name ?? hello.Name, cancellation) is { } created)
            return created;
        // The store takes no second row of the same account: it has come in elsewhere meanwhile.
        var meanwhile = await services.Store.FindPlayerByTokenAsync(identity.StoreKey, cancellation)
            ?? throw new InvalidOperationException($"Player {record.Id} got no row, and there is no other of its account.");
        return new Identified(hello, meanwhile.Record, null, IsFresh: false, null);
    }

    /// <summary>Null: somebody else has the account's row.</summary>
    private static async Task<Identified?> CreateAsync(GatewayServices services, Hello hello, PlayerRecord record, string? name, CancellationToken cancellation)
    {
        Problem? problem = null;
        if (name is { Length: > 0 })
        {
            name = PlayerName.Visible(name);
            if (PlayerName.Check(name) is { } badName)
                problem = new Problem(badName.Code, badName.Text);
            else if (await services.Store.ClaimNameAsync(record, name, cancellation) == ClaimOutcome.Claimed)
                return new Identified(hello, record with { Name = name, Named = true }, null, IsFresh: false, null);
            else
                problem = Identification.Taken(name, record);
        }
        // Nobody else can be called so, and to claim a name makes the row.
        return await services.Store.ClaimNameAsync(record, record.Name, cancellation) == ClaimOutcome.Claimed
            ? new Identified(hello, record, null, IsFresh: false, problem)
            : null;
    }
}
