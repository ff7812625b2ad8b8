using System.Diagnostics;
using Actors.Dispatch;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Tests.Dispatch;

public sealed class PlatformTimerSchedulerTests() : PatientTestKit(DispatchConfig.Load())
{
    [Fact]
    public void Akka_takes_the_scheduler_from_the_configuration() => Assert.IsType<PlatformTimerScheduler>(Sys.Scheduler);

    [Fact]
    public void Messages_arrive_in_due_order_and_never_early()
    {
        var since = Stopwatch.GetTimestamp();
        for (var milliseconds = 1; milliseconds <= 20; milliseconds++)
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(milliseconds), TestActor, milliseconds, ActorRefs.NoSender);
        for (var milliseconds = 1; milliseconds <= 20; milliseconds++)
        {
            Assert.Equal(milliseconds, ExpectMsg<int>(Eventually.Limit));
            Assert.True(Stopwatch.GetElapsedTime(since) >= TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    [Fact]
    public void Actor_timers_and_receive_timeouts_fire()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Timed(TestActor)));
        ExpectMsg("single", Eventually.Limit);
        ExpectMsg("periodic", Eventually.Limit);
        ExpectMsg("periodic", Eventually.Limit);
        actor.Tell("cancel");
        FishForMessage(static message => message is ReceiveTimeout, Eventually.Limit);
    }

    [Fact]
    public void An_action_that_throws_is_logged() =>
        EventFilter.Exception<InvalidOperationException>().ExpectOne(
            () => Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(1), static () => throw new InvalidOperationException()));

    [Fact]
    public async Task Actions_pending_at_termination_are_dropped()
    {
        var ran = 0;
        var system = ActorSystem.Create("short", DispatchConfig.Load());
        system.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMinutes(1), () => ran++);
        await system.Terminate().Soon();
        Assert.Equal(0, ran);
        Assert.Throws<SchedulerException>(() => system.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => ran++));
    }

    [Fact]
    public async Task A_terminated_systems_dispatcher_threads_end()
    {
        var system = ActorSystem.Create("short", DispatchConfig.Load().WithFallback(ConfigurationFactory.ParseString(
            """
            own-threads {
              type = ForkJoinDispatcher
              throughput = 10
              dedicated-thread-pool {
                thread-count = 1
                threadtype = background
              }
            }
            """)));
        var thread = new TaskCompletionSource<Thread>();
        system.ActorOf(Recorder.Inline((_, _) => thread.SetResult(Thread.CurrentThread)).WithDispatcher("own-threads")).Tell("");
        var own = await thread.Task.Soon();
        Assert.False(own.IsThreadPoolThread);
        await system.Terminate().Soon();
        await Eventually.Holds(() => !own.IsAlive);
    }

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef told)
        {
            Receive<string>(static message => message == "cancel", _ =>
            {
                Timers.CancelAll();
                SetReceiveTimeout(TimeSpan.FromMilliseconds(20));
            });
            ReceiveAny(told.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart()
        {
            Timers.StartSingleTimer("single", "single", TimeSpan.FromMilliseconds(1));
            Timers.StartPeriodicTimer("periodic", "periodic", TimeSpan.FromMilliseconds(20));
        }
    }
}
