using System.Collections.Concurrent;
using System.Globalization;
using Actors.Hosting;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using Akka.Hosting;

namespace Actors.Bench.Rooms;

/// <summary>
/// All players, as a gateway sees them: they join as guests, walk, and turn back after a while, each at its own time. Their commands take the same way as
/// clients' commands from the gateway on: first through the parent of rooms, then to the room's actor.
/// </summary>
internal sealed class Crowd(Settings settings, Onlooker onlooker) : IGatewayPart
{
    private const long Gateway = 1;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    /// <summary>Rooms that may be admitting players at the same time: below the capacity of a mailbox, and of the store's queue.</summary>
    private const int RoomsAtOnce = 50;

    private readonly SemaphoreSlim _in = new(0);
    private readonly long[] _sequences = new long[settings.AllPlayers];
    private readonly RoomId[] _rooms = [.. Enumerable.Range(0, settings.Rooms).Select(Field.Room)];
    private readonly ConcurrentDictionary<RoomId, IActorRef> _activations = new();
    private IActorRef _endpoint = ActorRefs.Nobody;
    private NodeParts? _parts;
    private long _turns;

    /// <summary>Commands sent.</summary>
    public long Turns => Volatile.Read(ref _turns);

    private IActorRef Region => (_parts ?? throw new InvalidOperationException("The node has not been started.")).Actors.Rooms;

    public void Configure(AkkaConfigurationBuilder builder, NodeContext node, NodeParts parts) => builder.WithActors((system, _) =>
    {
        _parts = parts;
        parts.LocalFrames = onlooker;
        _endpoint = system.ActorOf(CrowdActor.Props(Entered), "crowd");
    });

    public async Task ComeInAsync()
    {
        var random = new Random(1);
        for (var first = 0; first < settings.Rooms; first += RoomsAtOnce)
        {
            var until = Math.Min(first + RoomsAtOnce, settings.Rooms);
            for (var player = first * settings.Players; player < until * settings.Players; player++)
                ComeIn(player, random);
            for (var player = first * settings.Players; player < until * settings.Players; player++)
            {
                if (!await _in.WaitAsync(TimeSpan.FromSeconds(60)))
                    throw new TimeoutException("Not all players were let in.");
            }
        }
    }

    public void Watch(RoomId room) => Region.Tell(new RoomEnvelope(room, new WatchRoom(_endpoint)), _endpoint);

    /// <summary>Runs until cancelled. Within <see cref="Settings.TurnEvery"/> each player has one turn, in an order that goes through all rooms.</summary>
    public async Task WalkAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Pace);
        var start = TimeProvider.System.GetTimestamp();
        var next = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                var due = (long)(TimeProvider.System.GetElapsedTime(start) / settings.TurnEvery * settings.AllPlayers);
                for (; next < due; next++)
                    Turn((int)(next % settings.Rooms * settings.Players) + (int)(next / settings.Rooms % settings.Players));
                Volatile.Write(ref _turns, next);
            }
        }
        catch (OperationCanceledException)
        {
            // It ends by cancellation.
        }
    }

    private void Entered(Joined joined, IActorRef room)
    {
        _activations[joined.Room] = room;
        _in.Release();
    }

    private void ComeIn(int player, Random random)
    {
        var room = RoomOf(player);
        var record = new PlayerRecord
        {
            Id = IdOf(player),
            Name = string.Create(CultureInfo.InvariantCulture, $"Guest{player}"),
            Room = room,
            Health = 100,
            Position = new Vector((random.NextDouble() * 2 * Field.Yard) - Field.Yard, (random.NextDouble() * 2 * Field.Yard) - Field.Yard),
        };
        Region.Tell(new RoomEnvelope(room, new JoinRoom(record.Id, record, ConnectionOf(player), _endpoint, TimeProvider.System.GetUtcNow(), 1, null)), _endpoint);
    }

    private void Turn(int player)
    {
        var sequence = ++_sequences[player];
        var way = Vector.FromAngle(player * 0.7 % (2 * Math.PI)) * (sequence % 2 == 0 ? -1 : 1);
        _activations[RoomOf(player)].Tell(new ExecuteCommand(IdOf(player), ConnectionOf(player), 1, 0, 0, new Move(way, sequence)), _endpoint);
    }

    private RoomId RoomOf(int player) => _rooms[player / settings.Players];

    private static PlayerId IdOf(int player) => new(1 + player);

    private static ConnectionId ConnectionOf(int player) => new(Gateway, 1 + player);
}
