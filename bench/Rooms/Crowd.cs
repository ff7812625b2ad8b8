using System.Globalization;
using Actors.Cluster;
using Actors.Hosting;
using Actors.World;

namespace Actors.Bench.Rooms;

/// <summary>
/// All players, as a gateway has them: they come in as guests, walk, and turn back after so long, each at its own time. What they ask goes the way
/// that clients' commands go from the gateway on.
/// </summary>
internal sealed class Crowd(WorldNode node, Settings settings) : IGatewayEndpoint
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    /// <summary>Rooms that are told to let players in before those before them have: below what a mailbox holds, and the store's queue.</summary>
    private const int RoomsAtOnce = 50;

    private readonly SemaphoreSlim _in = new(0);
    private readonly long[] _sequences = new long[settings.AllPlayers];
    private long _turns;

    /// <summary>Commands sent.</summary>
    public long Turns => Volatile.Read(ref _turns);

    public void Deliver(long connection, ConnectionMessage message)
    {
        if (message is Joined)
            _in.Release();
        else if (message is JoinRefused or RoomLost or SessionReplaced)
            throw new InvalidOperationException($"Player {connection} was told {message}.");
    }

    public void Deliver(WorldMessage message)
    {
    }

    public IEnumerable<WorldMessage> Present() => [];

    public void GatewayGone(string node)
    {
    }

    public void LineLost(string node)
    {
    }

    public async Task ComeInAsync()
    {
        var random = new Random(1);
        for (var first = 0; first < settings.Rooms; first += RoomsAtOnce)
        {
            var until = Math.Min(first + RoomsAtOnce, settings.Rooms);
            for (var player = first * settings.Players; player < until * settings.Players; player++)
                ComeIn(player, random);
            for (var player = first * settings.Players; player < until * settings.Players; player++)
                await _in.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>Until cancelled. In <see cref="Settings.TurnEvery"/> each player has its turn once, in an order that goes through all rooms.</summary>
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
            // That is how it ends.
        }
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
        node.Cluster.Tell(room, new JoinRoom(record.Id, record, AddressOf(player), TimeProvider.System.GetUtcNow(), 1, null));
    }

    private void Turn(int player)
    {
        var sequence = ++_sequences[player];
        var way = Vector.FromAngle(player * 0.7 % (2 * Math.PI)) * (sequence % 2 == 0 ? -1 : 1);
        node.Cluster.Tell(RoomOf(player), new Act(IdOf(player), AddressOf(player), 1, 0, 0, new Move(way, sequence)));
    }

    private RoomId RoomOf(int player) => _rooms[player / settings.Players];

    private static PlayerId IdOf(int player) => new(1 + player);

    private ConnectionAddress AddressOf(int player) => new(node.Cluster.Node, 1 + player);

    private readonly RoomId[] _rooms = [.. Enumerable.Range(0, settings.Rooms).Select(Field.Room)];
}
