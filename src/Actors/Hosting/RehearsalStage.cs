using System.Buffers;
using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.Cluster.Links.Wire;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Hosting;

/// <summary>The rooms' whole surroundings in a rehearsal: a line that ends where it begins, and a few guests who try things out.</summary>
internal sealed class RehearsalStage(WorldDefinition world, int guests) : ICluster, IRoomWatcher, IDisposable
{
    private const int Frames = 6;

    private readonly Lock _lock = new();
    private readonly LinkCodec _codec = new();
    private readonly RoomDefinition _definition = world.Rooms[world.DefaultRoom];
    private TaskCompletionSource _played = new();
    private IDisposable? _watch;
    private RoomHost? _host;
    private long _attempt;
    private int _awaited;
    private int _framesLeft;

    public string Node => "rehearsal";

    public RoomId Room { get; } = new(world.DefaultRoom);

    /// <summary>The host has all shards from now on.</summary>
    public void Open(RoomHost host, long epoch, IReadOnlyList<RoomGuests> expected)
    {
        _host = host;
        for (var shard = 0; shard < Shards.Count; shard++)
            host.Open(shard, epoch);
        host.Expect(expected);
    }

    /// <summary>Completes when everybody has been in, everything has been answered and some frames were shown.</summary>
    /// <param name="again">They were in before.</param>
    public Task PlayAsync(bool again)
    {
        _attempt++;
        _played = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (_awaited, _framesLeft) = (Enumerable.Range(1, guests).Sum(guest => 1 + Script(guest).Count()), Frames);
        for (var guest = 1; guest <= guests; guest++)
            Join(guest, Room, again ? new LastSeen(_definition.Spawn, 0, world.Rules.PlayerMaxHealth, default) : null, null);
        _watch?.Dispose();
        _watch = Watch(Room, this);
        return _played.Task;
    }

    public void Tell(RoomId room, RoomMessage message)
    {
        if (Carry(new ToRoom(room, message)) is ToRoom to)
            _host!.Tell(to.Room, to.Message);
    }

    public void Tell(ConnectionAddress connection, ConnectionMessage message)
    {
        switch (Carry(new ToConnection(connection.Id, message)))
        {
            case ToConnection { Message: MovedTo moved }:
                Join(connection.Id, moved.Room, null, moved);
                Answered();
                break;
            case ToConnection { Message: Joined { Room: var room } } when room == Room:
                Act(connection);
                Answered();
                break;
            case ToConnection { Message: Cluster.Answered }:
                Answered();
                break;
        }
    }

    public IDisposable Watch(RoomId room, IRoomWatcher watcher)
    {
        Carry(new WatchRoom(room));
        return _host!.Watch(room, watcher)!;
    }

    public void Publish(WorldMessage message) => Carry(new ToGateway(message));

    void IRoomWatcher.Frame(RoomFrame frame)
    {
        var bytes = new ArrayBufferWriter<byte>();
        lock (_lock)
        {
            _codec.WriteFrame(bytes, new FrameOf(1, frame), frame.Tick);
            _codec.TryRead(bytes.WrittenSpan, out _);
            _framesLeft--;
        }
        Look();
    }

    void IRoomWatcher.Lost()
    {
        // It is closed on purpose.
    }

    public void Dispose() => _watch?.Dispose();

    private static PlayerId Id(long guest) => new(-guest);

    private void Join(long guest, RoomId room, LastSeen? seen, MovedTo? moved)
    {
        var record = new PlayerRecord { Id = Id(guest), Name = $"guest{guest}", Room = room, Position = _definition.Spawn, Health = world.Rules.PlayerMaxHealth };
        Tell(room, new JoinRoom(record.Id, moved is null ? record : null, new ConnectionAddress(Node, guest), default, _attempt, moved?.From, moved?.Ticket, seen));
    }

    private void Act(ConnectionAddress guest)
    {
        Tell(Room, new Act(Id(guest.Id), guest, _attempt, 0, 0, new Move(new Vector(0.1 * guest.Id, 0.2), _attempt)));
        var number = 0;
        foreach (var command in Script(guest.Id))
            Tell(Room, new Act(Id(guest.Id), guest, _attempt, ++number, (_attempt * 100) + number, command));
    }

    /// <summary>Each thing once, and the way out last, for one of them: where nobody is there are no frames.</summary>
    private IEnumerable<Command> Script(long guest)
    {
        yield return new Look();
        yield return new Say("Is anybody there?");
        foreach (var item in _definition.Items.Select(static placed => placed.Kind).Distinct().Take(3))
        {
            yield return new Take(world.ItemKinds[item].Name);
            yield return new Drop(world.ItemKinds[item].Name);
        }
        yield return new Gather();
        yield return new ShowInventory();
        if (guest == 1 && _definition.Exits is [var exit, ..])
            yield return new Go(exit.Direction);
    }

    private LinkMessage? Carry(LinkMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        LinkCodec.Write(bytes, message);
        lock (_lock)
        {
            _codec.TryRead(bytes.WrittenSpan, out var read);
            return read;
        }
    }

    private void Answered()
    {
        Interlocked.Decrement(ref _awaited);
        Look();
    }

    private void Look()
    {
        if (Volatile.Read(ref _awaited) <= 0 && Volatile.Read(ref _framesLeft) <= 0)
            _played.TrySetResult();
    }
}
