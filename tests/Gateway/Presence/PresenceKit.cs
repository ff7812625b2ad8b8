using Actors.Dispatch;
using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace Actors.Gateway.Tests.Presence;

/// <summary>A presence actor in virtual time, whose directory and whose other gateways are probes.</summary>
public abstract class PresenceKit : PatientTestKit
{
    protected static readonly RoomId Plaza = new("plaza");
    protected static readonly RoomId Forest = new("forest");
    protected static readonly PlayerId Ann = new(1);
    protected static readonly PlayerId Bea = new(2);
    protected static readonly ConnectionId First = new(7, 1);
    protected static readonly ConnectionId Second = new(7, 2);
    protected static readonly Whispered Hello = new(new PlayerId(9), "Zoe", "hello");

    protected PresenceKit()
        : base(ConfigurationFactory.ParseString("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """).WithFallback(DispatchConfig.Load()))
    {
        (Directory, Endpoint, Gateways) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Bus = new FakeBus(Gateways);
        Presence = Sys.ActorOf(PresenceActor.Props(Directory, Endpoint, Bus));
        Players = new WorldPlayers(Presence);
    }

    protected TestProbe Directory { get; }

    protected TestProbe Endpoint { get; }

    protected TestProbe Gateways { get; }

    private protected FakeBus Bus { get; }

    protected IActorRef Presence { get; }

    protected WorldPlayers Players { get; }

    /// <summary>Advances in steps of the actor's own timer, and waits until each is done.</summary>
    protected void Advance(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= PresenceActor.LookEvery)
        {
            Settle();
            ((TestScheduler)Sys.Scheduler).Advance(left < PresenceActor.LookEvery ? left : PresenceActor.LookEvery);
        }
        Settle();
    }

    /// <summary>Waits until the presence actor has handled everything that it was sent so far.</summary>
    protected void Settle()
    {
        var asker = CreateTestProbe();
        Presence.Tell(new WhoAsked(0), asker);
        asker.ExpectMsg<WhoAnswered>();
    }

    /// <summary>What the directory has been sent up to now, with nothing else behind it.</summary>
    private protected T Sent<T>(TestProbe? to = null)
        where T : DirectoryMessage
    {
        var envelope = (to ?? Directory).ExpectMsg<DirectoryEnvelope>();
        return Assert.IsType<T>(envelope.Message);
    }

    protected void NothingSent()
    {
        Settle();
        Assert.False(Directory.HasMessages);
    }

    /// <summary>The bucket, played by a probe, answers that it has these players of the gateway.</summary>
    protected void Answer(IActorRef bucket, string name, long number, params PlayerEntry[] has) =>
        Presence.Tell(new BucketIs(NameBuckets.Of(NameBuckets.KeyOf(name)), number, has.Length, has.Sum(Fingerprints.Of)), bucket);
}
