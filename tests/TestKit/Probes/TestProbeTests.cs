using Actors.Runtime;

namespace Actors.TestKit.Tests.Probes;

public sealed class TestProbeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulationRuntime _simulation = new(seed: 42);

    [Fact]
    public void A_probe_hears_what_actors_tell_it_in_order()
    {
        var probe = _simulation.CreateProbe<object>();
        Greeter(probe).Tell("Ann");
        Assert.Equal("Hello, Ann", probe.ExpectMessage<string>());
        probe.Expect(3);
        probe.ExpectNoMessage();
    }

    [Fact]
    public void Expecting_takes_no_more_virtual_time_than_it_needs()
    {
        var probe = _simulation.CreateProbe<object>();
        Greeter(probe).Tell("late");
        probe.ReceiveN(2);
        Assert.Equal(TimeSpan.Zero, _simulation.Loop.Elapsed);
        probe.Expect("late again", within: 10 * Second);
        Assert.Equal(2 * Second, _simulation.Loop.Elapsed);
    }

    [Fact]
    public void What_comes_too_late_was_not_met()
    {
        var probe = _simulation.CreateProbe<object>();
        Greeter(probe).Tell("late");
        probe.ReceiveN(2);
        Assert.Throws<ProbeException>(() => probe.ExpectMessage<string>(within: Second));
    }

    [Fact]
    public void Another_message_than_expected_is_named_with_the_seed_and_all_that_came()
    {
        var probe = _simulation.CreateProbe<object>("player");
        Greeter(probe).Tell("Ann");
        var failure = Assert.Throws<ProbeException>(() => probe.ExpectMessage<Version>());
        Assert.Equal(
            "player (seed 42, at 00:00:00) expected a Version, got Hello, Ann. Told so far: [Hello, Ann, 3].", failure.Message);
    }

    [Fact]
    public void Nothing_is_expected_for_a_whole_time()
    {
        var probe = _simulation.CreateProbe<object>();
        Greeter(probe).Tell("late");
        probe.ReceiveN(2);
        probe.ExpectNoMessage(during: Second);
        Assert.Equal(Second, _simulation.Loop.Elapsed);
        Assert.Throws<ProbeException>(() => probe.ExpectNoMessage(during: Second));
    }

    [Fact]
    public void Messages_in_between_can_be_skipped()
    {
        var probe = _simulation.CreateProbe<object>();
        Greeter(probe).Tell("late");
        Assert.Equal(4, probe.SkipTo<int>());
        Assert.Equal("late again", probe.SkipTo<string>(within: 2 * Second));
        Assert.Throws<ProbeException>(() => probe.SkipTo<int>(within: Second));
        Assert.Equal(3, probe.Received.Count);
    }

    [Fact]
    public void A_probe_that_accepts_nothing_refuses_like_a_full_mailbox()
    {
        var probe = _simulation.CreateProbe<object>();
        probe.Accepts = false;
        Assert.False(probe.Tell(1));
        probe.Accepts = true;
        Assert.True(probe.Tell(2));
        probe.Expect(2);
    }

    [Fact]
    public void A_probe_can_be_watched_and_stopped()
    {
        var watched = _simulation.CreateProbe<object>("watched");
        var told = _simulation.CreateProbe<string>("told");
        _simulation.Spawn("watcher", () => new Watcher(watched, told), ActorOptions.Default);
        told.ExpectNoMessage(during: Second);
        watched.Stop(new StopReason(StopCause.Failed, new IOException("line cut")));
        told.Expect("Failed: line cut");
        Assert.False(watched.Tell(1));
    }

    private IActorRef<string> Greeter(IActorRef<object> tell) =>
        _simulation.Spawn("greeter", () => new GreeterActor(tell), ActorOptions.Default);

    /// <summary>Greets, counts the letters, and greets those who are late once more after two seconds.</summary>
    private sealed class GreeterActor(IActorRef<object> tell) : Actor<string>
    {
        protected override void Receive(string message)
        {
            tell.Tell(message == "late again" ? message : $"Hello, {message}");
            if (message == "late again")
                return;
            tell.Tell(message.Length);
            if (message == "late")
                Context.Schedule(2 * Second, "late again");
        }
    }

    private sealed class Watcher(IActorRef<object> watched, IActorRef<string> tell) : Actor<string>
    {
        protected override void Started() => Context.Watch(watched, reason => $"{reason.Cause}: {reason.Failure?.Message}");

        protected override void Receive(string message) => tell.Tell(message);
    }
}
