using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>
/// A room that content no longer has, a copy of one that no longer overflows, or a room of an instance that was never opened or ended long ago. It lets nobody in. It relocates
/// players that the store still has in it: it claims the room, so that no earlier activation can write to it, and moves the player's row to a room with a reserved slot. Its items
/// stay in the store until the room is back.
/// <para>A join for a name that never was a room costs the store one query for the player, and leaves nothing behind.</para>
/// </summary>
internal sealed class RemovedRoom : UntypedActor
{
    private readonly RoomId _id;
    private readonly RoomServices _services;
    private readonly Relocation _relocation;
    private readonly string _activation = Guid.NewGuid().ToString("N");
    private int _busy;
    private bool _isSealed;

    public RemovedRoom(RoomId id, RoomServices services)
    {
        _id = id;
        _services = services;
        _relocation = new Relocation(id, Self, new RoomSchedule(Context.System.Scheduler, Self), services, Send, Move);
    }

    public static Props Props(RoomId id, RoomServices services) =>
        Akka.Actor.Props.Create(() => new RemovedRoom(id, services)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher).WithMailbox(Dispatch.DispatchConfig.RoomMailbox);

    private Rejected NoSuchRoom => new(Codes.NoSuchRoom, $"There is no room called {_id}.");

    protected override void PostStop() => _relocation.DropAll();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case JoinRoom join when !_relocation.IsUnderWay(join):
                _busy++;
                var asker = Sender;
                _ = FindAsync(join).PipeTo(Self, success: found => new StoredPlayer(join, asker, found.Player, found.Room), failure: cause => new PlayerLoadFailed(join, asker, cause));
                break;
            case StoredPlayer stored:
                _busy--;
                SendOn(stored);
                break;
            case PlayerLoadFailed failed:
                _busy--;
                RoomLog.NotSentOn(_services.Logger, failed.Cause, failed.Join.Player, _id);
                failed.Asker.Tell(new JoinRefused(failed.Join.Attempt, StoreUnavailable), Self);
                break;
            case SlotReserved reserved:
                _relocation.TryComplete(reserved);
                break;
            case SlotRefused refused:
                _relocation.TryAskNext(refused);
                break;
            case RelocationTimedOut timedOut:
                _relocation.TimedOut(timedOut);
                break;
            case PlayerMoved moved:
                _busy--;
                Answer(moved);
                break;
            case LeaveRoom leave:
                _relocation.Forget(leave.Connection);
                break;
            case ReserveSlot reserve:
                Sender.Tell(new SlotRefused(reserve.State.Record.Id, _id, NoSuchRoom), Self);
                break;
            case ExecuteCommand { CommandId: not 0 } command:
                Sender.Tell(new CommandRefused(command.Connection, command.Attempt, command.CommandId, NoSuchRoom), Self);
                break;
            case MailFor { Mail: var mail } when _id.IsOpened:
                // Nobody will ever read it.
                Sender.Tell(new MailTaken(_id, mail.Number), Self);
                break;
            case CheckPresence when _id.IsOpened && _services.World.FindRoom(_id) is null:
                _busy++;
                _ = EndAsync().PipeTo(Self, success: static () => new InstanceEnded(null), failure: static cause => new InstanceEnded(cause));
                break;
            case InstanceEnded ended:
                _busy--;
                if (ended.Failure is { } cause)
                    RoomLog.InstancesNotSwept(_services.Logger, cause);
                break;
            case SealRoom:
                _isSealed = true;
                break;
        }
        if (_busy > 0 || !_relocation.IsEmpty)
            return;
        // Joins from before the seal are relocated first: views and connections of a room that content has just lost all ask at the same moment.
        if (_isSealed)
            Context.Stop(Self);
        else
            Context.Parent.Tell(new Akka.Cluster.Sharding.Passivate(SealRoom.Instance));
    }

    private static Rejected StoreUnavailable { get; } = new(Codes.Unavailable, "The world's memory is out of reach just now; try again.");

    private async Task<(PlayerState? Player, RoomActivation? Room)> FindAsync(JoinRoom join)
    {
        var player = await _services.Store.LoadPlayerAsync(join.Player, CancellationToken.None);
        var room = player?.Record.Room == _id ? await _services.Store.ActivateRoomAsync(_id, _activation, CancellationToken.None) : null;
        return (player, room);
    }

    /// <summary>Content no longer has the rooms of the instance, so nothing else will end it, or deliver the mail that it still has.</summary>
    private async Task EndAsync()
    {
        var room = await _services.Store.ActivateRoomAsync(_id, _activation, CancellationToken.None);
        if (room.Saved.Record is { Instance: { } instance } record && InstanceRules.StateOf(record) != InstanceState.Ended)
        {
            var ended = new RoomChanged(record with { Instance = instance with { HasEnded = true, IsListed = false }, Outbound = null });
            await _services.Store.CommitAsync(new CommitBatch(new RoomTransaction(_id, room.Epoch, [ended])), CancellationToken.None);
        }
    }

    private void SendOn(StoredPlayer stored)
    {
        var (join, asker, player, room) = stored;
        if (player is not null && room is not null)
            _relocation.Begin(join, asker, player, room.Epoch, room.Saved.Record?.Zone, isFull: false);
        else if (player is not null)
            asker.Tell(new MovedTo(player.Record.Room, null, null, Attempt: join.Attempt), Self);
        else if (join.Fresh is null)
            asker.Tell(new JoinRefused(join.Attempt, new Rejected(Codes.NoSuchPlayer, "There is no such player.")), Self);
        // The player has no row that would have to move: it enters through the other room like any new player.
        else if ((_id.IsOpened || _services.World.FindRoom(_id) is null) && RoomFallback.Of(_services.World, _id, null) is [var other, ..])
            asker.Tell(new MovedTo(other, null, null, RoomFallback.Explain(_services.World, _id, isFull: false, other), Attempt: join.Attempt), Self);
        else
            asker.Tell(new JoinRefused(join.Attempt, NoSuchRoom), Self);
    }

    private void Send(IActorRef to, object message) => to.Tell(message, Self);

    private void Move(RelocatedPlayer player)
    {
        _busy++;
        var move = new RoomTransaction(_id, player.Epoch, [new PlayerChanged(player.State.Record, _id)]);
        _ = _services.Store.CommitAsync(new CommitBatch(move), CancellationToken.None).PipeTo(
            Self,
            success: outcomes => new PlayerMoved(player, outcomes[0] == CommitOutcome.Committed),
            failure: cause => new PlayerMoved(player, IsCommitted: false, cause));
    }

    /// <summary>When the outcome is unknown, or another activation moved the player, the connection asks again and gets the room from the store.</summary>
    private void Answer(PlayerMoved moved)
    {
        var player = moved.Player;
        if (moved.IsCommitted)
        {
            player.Asker.Tell(new MovedTo(player.To, null, null, player.Why, Attempt: player.Join.Attempt), Self);
            return;
        }
        RoomLog.NotMoved(_services.Logger, moved.Cause, player.Join.Player, _id, player.To);
        player.Asker.Tell(new JoinRefused(player.Join.Attempt, StoreUnavailable), Self);
    }
}

/// <param name="Room">The claimed room, when the player is stored in it.</param>
internal sealed record StoredPlayer(JoinRoom Join, IActorRef Asker, PlayerState? Player, RoomActivation? Room) : RoomMessage;

/// <param name="Failure">The next sweep tries again; null: none.</param>
internal sealed record InstanceEnded(Exception? Failure) : RoomMessage;

internal sealed record PlayerMoved(RelocatedPlayer Player, bool IsCommitted, Exception? Cause = null) : RoomMessage;
