using Actors.Cluster;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>How a room comes to this node, and how it leaves it.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan LoadRetry = TimeSpan.FromMilliseconds(500);

    /// <summary>At most so long a room that has taken over from another is not shown, for those who were in it to come in again: those of whom it was told, or whoever.</summary>
    private const int ExpectTicks = 4;
    private const int SettleTicks = 2;

    private HashSet<PlayerId>? _expected;
    private bool _settled;

    private void BeginLoad()
    {
        Context.RunAsync(
            async cancellation =>
            {
                // An activation before this one may have commits under way; an empty transaction behind them is how to wait for them. Those of an epoch before are
                // in the store by now, or refused for ever.
                if (origin != RoomOrigin.Elsewhere)
                    await services.Commits.CommitAsync(new RoomTransaction(handle.Id, handle.Shard, epoch, []));
                return await services.Store.LoadRoomAsync(handle.Id, cancellation);
            },
            static saved => (RoomMessage)new RoomLoaded(saved),
            static cause => new LoadFailed(cause));
    }

    private void Load(SavedRoom saved)
    {
        var definition = services.World.FindRoom(handle.Id)!;
        _room = new Room(services.World, definition, handle.Id, saved, services.Time.CurrentTick);
        _recorder = services.Recordings?.Begin(_room, services.World, saved, epoch);
        _publisher = new RoomPublisher(handle, _room, _line, services);
        _reservations = new Reservations(_room, Context, services);
        _absences = new Absences(_room, _effects, Context, services.Options);
        _departures = new Departures(handle, _room, epoch, _effects, Context, services, _line, _connections, Drain, InTurn);
        if (saved.Record is null)
            _room.Seed(_effects);
        Drain();
        if (origin == RoomOrigin.Failure && handle.Watchers.Length > 0)
            GuestComesBack();
        // Each shard at a time of its own: the rooms of a node that has failed are all loaded at once, and would all keep house at once ever after.
        Context.Schedule(TimeSpan.FromSeconds(services.Options.SaveSeconds) * (handle.Shard + 1) / Shards.Count, _houseKeeping);
        _idleSinceTick = _room.Tick;
        var waiting = _untilLoaded!;
        _untilLoaded = null;
        handle.Guests = [];
        while (waiting.TryDequeue(out var message))
            Receive(message);
        if (_sealed)
            return;
        // After those who wait to be let in: who was in a room before it came here is not shown as gone.
        foreach (var watcher in handle.Watchers)
            _publisher.ShowTo(watcher);
        handle.NextWork = _dirty ? 0 : _room.NextWork ?? long.MaxValue;
    }

    /// <summary>These were in the room where it comes from.</summary>
    private void Expect(IReadOnlyList<PlayerId> players)
    {
        _expected = [.. players.Where(player => !_room.Contains(player))];
        Settle(_expected.Count > 0 ? ExpectTicks : 0);
    }

    /// <summary>This activation has taken over from another: who was in the room is on the way back in, and is shown when they all are.</summary>
    private void GuestComesBack() => Settle(SettleTicks);

    private void GuestIsIn(PlayerId player)
    {
        if (_expected?.Remove(player) == true && _expected.Count == 0)
            _publisher.Settle(_room.Tick);
    }

    private void Settle(int ticks)
    {
        if (_settled)
            return;
        _settled = true;
        _dirty = true;
        _publisher.Settle(_room.Tick + ticks);
    }

    /// <summary>
    /// The room is to go on elsewhere: what it has is kept, and once that is on disk and said it stops. What a command was to begin and has not, a walk
    /// through an exit that waits for the other room, is as if it had not been asked: it comes again with its connection.
    /// </summary>
    private void Seal()
    {
        CatchUp();
        handle.Guests = [.. _connections.Keys.Where(player => !_absences.IsAway(player))];
        _departures.AbandonAll();
        _room.SavePlayers(_effects);
        Drain();
        _sealed = true;
        while (_line.TryTakePostponed(out var again, evenIfPending: true))
            HandleSealed(again!);
        StopWhenKept();
    }

    private void GiveUpLoading()
    {
        while (_untilLoaded!.TryDequeue(out var message))
            HandleSealed(message);
        Context.Stop();
    }

    private void StopWhenKept()
    {
        if (_line.Pending > 0)
            return;
        _publisher.ShowLast();
        Context.Stop();
    }

    private void HandleSealed(RoomMessage message)
    {
        switch (message)
        {
            case CommitEnded ended:
                Ended(ended);
                break;
            case CommitBroke broke:
                throw new RoomBrokenException($"Commit {broke.Number} of room {handle.Id} has no outcome.", broke.Cause);
            case PlayerLoaded loaded:
                services.Cluster.Tell(handle.Id, loaded.Join);
                break;
            case PlayerLoadFailed failed:
                services.Cluster.Tell(handle.Id, failed.Join);
                break;
            case JoinRoom or KeepPlace or RenamePlayer:
                // The engine knows, or will, where the room goes on.
                services.Cluster.Tell(handle.Id, message);
                break;
            default:
                // Commands come again with their connections, which are told that the room is lost; the others were about what ends here.
                break;
        }
    }
}
