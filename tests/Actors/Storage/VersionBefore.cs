using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>The rows of a world from the version before rooms had epochs, which must still be there after its migration.</summary>
internal static class VersionBefore
{
    private static readonly RoomId Plaza = new("plaza");

    public const string Rows =
        """
        INSERT INTO world (key, value) VALUES ('epoch', '2026-01-02T03:04:05.0000000+00:00'), ('next_player', '12'), ('next_incarnation', '40');
        INSERT INTO players VALUES (7, 'Hero', 'hero', 'hash', 'plaza', 1.5, -2.25, 0.5, 90, 4, 1, 2, 3, 4, 9, '[{"Command":9,"Code":null,"Text":"Done."}]');
        INSERT INTO items VALUES ('plaza:1', 'lamp', NULL, 'plaza', 1, 2), ('plaza:2', 'lamp', 7, NULL, 0, 0);
        INSERT INTO rooms VALUES ('plaza', '{"Id":{"Value":"plaza"},"NextItem":3,"Nodes":[{"Node":1,"Left":0,"RespawnTick":500}],"Dead":[{"Creature":0,"RespawnTick":700}]}');
        INSERT INTO nodes VALUES ('a', 40, 'host:1', 100, 0, 0, 99999999999999);
        INSERT INTO shards VALUES (256, 'a', 40, 57);
        INSERT INTO batches VALUES ('run', 5, 'CX', 99999999999999)
        """;

    public static async Task AssertKeptAsync(IWorldStore store)
    {
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), await store.GetEpochAsync(DateTimeOffset.UnixEpoch, default));
        Assert.Equal(12, await store.ReservePlayerIdsAsync(1, default));
        var (epoch, saved, roster) = await store.ActivateRoomAsync(Plaza, "first", default);
        Assert.Equal((1, null), (epoch, roster));
        Assert.Equal(3, saved.Record!.NextItem);
        Assert.Equal([new NodeRecord(1, 0, 500)], saved.Record.Nodes);
        Assert.Equal([new DeadCreature(0, 700)], saved.Record.Dead);
        Assert.Equal("plaza:1", Assert.Single(saved.Items).Id.Value);
        var player = (await store.FindPlayerByTokenAsync("hash", default))!;
        Assert.Equal(("Hero", true, 9), (player.Record.Name, player.Record.Named, player.Record.LastCommand));
        Assert.Equal("plaza:2", Assert.Single(player.Items).Id.Value);
        Assert.Equal(
            [CommitOutcome.Committed, CommitOutcome.Conflict],
            await store.CommitAsync(new CommitBatch(new BatchId("run", 5), [new RoomTransaction(Plaza, 1, []), new RoomTransaction(Plaza, 1, [])]), default));
        // A lease from that version blocks nobody, and its number is not assigned again.
        Assert.Equal(41, (await ((INodeRegistry)store).RegisterAsync("a", "run", "world", "", TimeSpan.FromMinutes(1), default)).Registered!.Incarnation);
        Assert.Equal([CommitOutcome.Committed], await store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, 1, [new RoomChanged(saved.Record with { NextItem = 4 })])), default));
        Assert.Equal(1, (await store.ActivateRoomAsync(new RoomId("market"), "first", default)).Epoch);
    }
}
