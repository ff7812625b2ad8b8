using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.Rooms;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>
/// What a node plays for itself before it takes part: a room that is loaded, played in, handed over and gone on with, with every message written and read as on a
/// line. A program that has just started compiles each piece of its code when it first comes to it, and without this it would do so while the players of its first
/// rooms wait: half a second on a busy machine. Nothing of it is kept: the store is read, and what is committed bears an epoch that it always refuses.
/// </summary>
internal sealed class Rehearsal(RoomServices real, ILeaseStore leases, IActorRuntime runtime, ILogger logger)
{
    private const int Guests = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task PlayAsync(CancellationToken cancellation)
    {
        var began = runtime.Time.GetTimestamp();
        using var stage = new RehearsalStage(real.World, Guests);
        var host = new RoomHost(runtime, real with { Cluster = stage, Commits = new Refused(real.Store), Recordings = null }, logger);
        var tick = runtime.Spawn<WorldTickMessage>("rehearsal", () => new WorldTick(host), ActorOptions.Default);
        try
        {
            await AgreeAsync(cancellation);
            stage.Open(host, epoch: 1, []);
            await stage.PlayAsync(again: false).WaitAsync(Patience, runtime.Time, cancellation);
            await host.CloseAllAsync(Patience);
            stage.Open(host, epoch: 2, host.TakeGuests(Shards.Of(stage.Room)));
            await stage.PlayAsync(again: true).WaitAsync(Patience, runtime.Time, cancellation);
            await host.CloseAllAsync(Patience);
            logger.LogInformation("Rehearsed in {Milliseconds:0} ms", runtime.Time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            // The node is none the worse for it, only slower at first.
            logger.LogWarning(failed, "The rehearsal did not come to its end");
        }
        finally
        {
            await runtime.StopAsync(tick);
        }
    }

    /// <summary>Asks of the database all that a member asks, as nobody who is one.</summary>
    private async Task AgreeAsync(CancellationToken cancellation)
    {
        const string Nobody = "";
        await leases.ReadAsync(cancellation);
        await leases.RenewAsync(Nobody, 0, TimeSpan.FromSeconds(1), cancellation);
        await leases.TakeAsync(Nobody, 0, [0], cancellation);
        await leases.GiveAsync(Nobody, 0, [new ShardGift(0, -1, Nobody, 0)], cancellation);
        await leases.ReleaseAsync(Nobody, 0, [new ShardGrant(0, -1)], cancellation);
    }

    /// <summary>Tells rooms that all is well, and the store what it refuses.</summary>
    private sealed class Refused(IWorldStore store) : ICommitLog
    {
        private const long NeverAnEpoch = -1;

        public async Task<CommitOutcome> CommitAsync(RoomTransaction transaction)
        {
            await store.CommitAsync(new CommitBatch(transaction with { Epoch = NeverAnEpoch }), CancellationToken.None);
            return CommitOutcome.Committed;
        }
    }
}
