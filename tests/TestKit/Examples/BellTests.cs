using Akka.Actor;
using Akka.TestKit;
using AkkaTestKit = Akka.TestKit.Xunit2.TestKit;

namespace Examples;

public sealed class BellTests() : AkkaTestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    [Fact]
    public void The_bell_rings_once_a_minute_for_its_listener()
    {
        var listener = CreateTestProbe();
        var bell = Sys.ActorOf(Props.Create(() => new Bell(listener)));
        // Its timer is set by the first message that it has taken.
        bell.Tell("are you there?", listener);
        listener.ExpectMsg("here");

        var time = (TestScheduler)Sys.Scheduler;
        time.Advance(TimeSpan.FromSeconds(59));
        listener.ExpectNoMsg(TimeSpan.Zero);
        time.Advance(TimeSpan.FromSeconds(1));
        listener.ExpectMsg("dong");
        time.Advance(TimeSpan.FromSeconds(60));
        listener.ExpectMsg("dong");
    }

    private sealed class Bell : ReceiveActor, IWithTimers
    {
        public Bell(IActorRef listener)
        {
            Receive<Strike>(_ => listener.Tell("dong"));
            Receive<string>(_ => Sender.Tell("here"));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartPeriodicTimer("strike", new Strike(), TimeSpan.FromMinutes(1));

        private sealed record Strike;
    }
}
