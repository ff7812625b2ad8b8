using Actors.Dispatch;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace Actors.Tests.PlayerDirectory;

public sealed class NameBucketTests() : PatientTestKit(
    ConfigurationFactory.ParseString("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """).WithFallback(DispatchConfig.Load()))
{
    private static readonly ConnectionId Connection = new(1, 7);
    private static readonly PlayerEntry Ann = new(new PlayerId(1), "Ann", Connection);
    private static readonly Whispered Hello = new(new PlayerId(9), "Zoe", "hello");

    [Fact]
    public void A_whisper_is_sent_to_the_players_gateway_and_answered_once()
    {
        var (bucket, gateway) = (Bucket(TimeSpan.Zero), CreateTestProbe());
        bucket.Tell(new EnterPlayers(1, [Ann], gateway), TestActor);
        ExpectMsg(new BucketIs(5, 1, 1, Fingerprints.Of(Ann)));
        bucket.Tell(new WhisperTo(3, "ANN", Hello), TestActor);
        ExpectMsg(new WhisperSent(3, "Ann"));
        gateway.ExpectMsg(new WhisperFor(Connection, Hello));
        bucket.Tell(new WhisperTo(4, "Bea", Hello), TestActor);
        ExpectMsg(new WhisperSent(4, null));
    }

    [Fact]
    public void A_terminated_gateways_players_are_removed()
    {
        var (bucket, gateway) = (Bucket(TimeSpan.Zero), CreateTestProbe());
        bucket.Tell(new EnterPlayers(1, [Ann], gateway), TestActor);
        ExpectMsg<BucketIs>();
        Watch(gateway);
        Sys.Stop(gateway);
        ExpectTerminated(gateway);
        // Both termination notices left the gateway together; the bucket's may arrive a moment later.
        AwaitAssert(() =>
        {
            bucket.Tell(new WhisperTo(1, "Ann", Hello), TestActor);
            ExpectMsg(new WhisperSent(1, null));
        });
    }

    [Fact]
    public void A_first_announcement_replaces_a_gateways_players_and_later_ones_add()
    {
        var (bucket, gateway) = (Bucket(TimeSpan.Zero), CreateTestProbe());
        var bea = new PlayerEntry(new PlayerId(2), "Bea", new ConnectionId(1, 8));
        bucket.Tell(new EnterPlayers(1, [Ann], gateway), TestActor);
        ExpectMsg<BucketIs>();
        bucket.Tell(new AnnouncePlayers(2, [bea], gateway, IsFirst: true), TestActor);
        ExpectMsg(new BucketIs(5, 2, 1, Fingerprints.Of(bea)));
        bucket.Tell(new AnnouncePlayers(3, [Ann], gateway, IsFirst: false), TestActor);
        ExpectMsg(new BucketIs(5, 3, 2, Fingerprints.Of(bea) + Fingerprints.Of(Ann)));
        bucket.Tell(new LeavePlayer(4, "Bea", bea.Connection, gateway), TestActor);
        ExpectMsg(new BucketIs(5, 4, 1, Fingerprints.Of(Ann)));
        bucket.Tell(new BucketCheck(5, gateway), TestActor);
        ExpectMsg(new BucketIs(5, 5, 1, Fingerprints.Of(Ann)));
    }

    [Fact]
    public void A_new_bucket_reports_nobody_offline_until_gateways_could_announce()
    {
        var (bucket, gateway) = (Bucket(NameBucket.ClusterSettling), CreateTestProbe());
        bucket.Tell(new WhisperTo(1, "Ann", Hello), TestActor);
        bucket.Tell(new WhisperTo(2, "Nobody", Hello), TestActor);
        bucket.Tell(new AnnouncePlayers(1, [Ann], gateway, IsFirst: true), TestActor);
        ExpectMsg<BucketIs>();
        ExpectMsg(new WhisperSent(1, "Ann"));
        Time.Advance(NameBucket.ClusterSettling);
        ExpectMsg(new WhisperSent(2, null));
        bucket.Tell(new WhisperTo(3, "Nobody", Hello), TestActor);
        ExpectMsg(new WhisperSent(3, null));
    }

    [Fact]
    public void A_failed_bucket_stops_and_its_watchers_are_notified()
    {
        var bucket = Bucket(TimeSpan.Zero);
        Watch(bucket);
        bucket.Tell(new EnterPlayers(1, null!, TestActor), TestActor);
        ExpectTerminated(bucket);
    }

    [Fact]
    public void A_standalone_server_replaces_a_stopped_bucket()
    {
        var parent = Sys.ActorOf(BucketsParent.Props());
        parent.Tell(new DirectoryEnvelope(5, new BucketCheck(1, TestActor)), TestActor);
        ExpectMsg(new BucketIs(5, 1, 0, 0));
        var first = LastSender;
        Watch(first);
        first.Tell(PoisonPill.Instance);
        ExpectTerminated(first);
        AwaitAssert(() =>
        {
            parent.Tell(new DirectoryEnvelope(5, new BucketCheck(2, TestActor)), TestActor);
            ExpectMsg(new BucketIs(5, 2, 0, 0), TimeSpan.FromMilliseconds(200));
        });
        Assert.NotEqual(first, LastSender);
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private IActorRef Bucket(TimeSpan settling) => Sys.ActorOf(NameBucket.Props(5, settling));
}
