using System.Diagnostics;
using System.Globalization;
using Actors.Hosting;
using Actors.Storage;
using Actors.World;
using Akka.Actor;

namespace Actors.Bench.Micro.Storage;

/// <summary>
/// Commits a second of one node: each room changes one player's row, and has the next change ready when the one before is on disk, through the server's own
/// committer. It does not use BenchmarkDotNet, because it measures a wait for the disk, and how many commits share a wait.
/// </summary>
internal static class CommitRate
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string? postgres)
    {
        var options = new NodeOptions { Data = Path.Combine(Path.GetTempPath(), $"commits-{Guid.NewGuid():N}.db"), Postgres = postgres ?? "" };
        await using var store = await NodeStore.OpenAsync(options, CancellationToken.None);
        using var system = ActorSystem.Create("commits", "akka.loglevel = WARNING\nakka.log-dead-letters = off");
        var commits = system.ActorOf(CommitActor.Props(store, Guid.NewGuid().ToString("N"), TimeProvider.System));
        foreach (var rooms in (int[])[1, 10, 100, 1000])
        {
            var begun = new List<IActorRef>();
            for (var room = 0; room < rooms; room++)
            {
                var id = new RoomId(string.Create(CultureInfo.InvariantCulture, $"commits-{rooms}-{room}"));
                var epoch = (await store.ActivateRoomAsync(id, Guid.NewGuid().ToString("N"), CancellationToken.None)).Epoch;
                var player = new PlayerId(await store.ReservePlayerIdsAsync(1, CancellationToken.None));
                begun.Add(system.ActorOf(Props.Create(() => new Room(id, epoch, player, commits))));
            }
            await Task.Delay(WarmUp);
            var (before, since) = (Room.Committed, Stopwatch.GetTimestamp());
            await Task.Delay(Measured);
            var rate = (Room.Committed - before) / Stopwatch.GetElapsedTime(since).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{NodeStore.Describe(options)}: {rooms} rooms, {rate:F0} commits a second, one takes {rooms / rate * 1000:F1} ms"));
            foreach (var room in begun)
                await room.GracefulStop(TimeSpan.FromSeconds(10));
        }
    }

    private sealed class Room : UntypedActor
    {
        private static long _committed;
        private readonly RoomId _id;
        private readonly long _epoch;
        private readonly IActorRef _commits;
        private PlayerRecord _player;

        public Room(RoomId id, long epoch, PlayerId player, IActorRef commits)
        {
            (_id, _epoch, _commits) = (id, epoch, commits);
            _player = new PlayerRecord { Id = player, Name = string.Create(CultureInfo.InvariantCulture, $"p{player.Value}"), Room = id };
        }

        public static long Committed => Interlocked.Read(ref _committed);

        protected override void PreStart() => Next();

        protected override void OnReceive(object message)
        {
            if (message is not CommitEnded { Outcome: CommitOutcome.Committed })
                throw new InvalidOperationException($"{message}");
            Interlocked.Increment(ref _committed);
            Next();
        }

        private void Next()
        {
            _player = _player with { Score = _player.Score + 1 };
            _commits.Tell(new CommitRequest(new RoomTransaction(_id, _epoch, [new PlayerChanged(_player, _id)]), _player.Score));
        }
    }
}
