using Actors.Dispatch;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Actors.Tests.Dispatch;

[Collection(nameof(AloneOnTheMachine))]
public sealed class MailboxTests() : PatientTestKit(DispatchConfig.Load())
{
    private const int Senders = 4;

    public static TheoryData<string> Mailboxes { get; } = [DispatchConfig.ConnectionMailbox, DispatchConfig.RoomMailbox];

    [Theory]
    [MemberData(nameof(Mailboxes))]
    public async Task A_flood_from_many_threads_keeps_each_senders_order_and_loses_nothing(string mailbox)
    {
        const int each = 100_000;
        var next = new int[Senders];
        var outOfOrder = 0;
        var left = Senders * each;
        var done = new TaskCompletionSource();
        var actor = Sys.ActorOf(Recorder.Inline((_, message) =>
        {
            var (sender, number) = ((int, int))message;
            if (next[sender]++ != number)
                outOfOrder++;
            if (--left == 0)
                done.SetResult();
        }).WithMailbox(mailbox));
        Flood(sender =>
        {
            for (var number = 0; number < each; number++)
                actor.Tell((sender, number));
        });
        await done.Task.Soon();
        Assert.Equal(0, outOfOrder);
    }

    [Theory]
    [MemberData(nameof(Mailboxes))]
    public async Task A_flooded_actor_yields_its_thread_after_each_turn(string mailbox)
    {
        // Far more endless actors than the pool adds threads in a minute: the last actor gets its turn only because they yield theirs.
        for (var i = 0; i < 64 * Environment.ProcessorCount; i++)
            Sys.ActorOf(Recorder.Inline(static (context, message) => context.Self.Tell(message)).WithMailbox(mailbox)).Tell("again");
        var heard = new TaskCompletionSource();
        Sys.ActorOf(Recorder.Inline((_, _) => heard.TrySetResult()).WithMailbox(mailbox)).Tell("");
        await heard.Task.Soon();
    }

    [Theory]
    [MemberData(nameof(Mailboxes))]
    public async Task Messages_queued_for_a_stopped_actor_become_dead_letters(string mailbox)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        using var stopped = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Recorder.Inline((context, _) =>
        {
            stopped.Wait(Eventually.Limit);
            context.Stop(context.Self);
        }).WithMailbox(mailbox));
        actor.Tell("stop");
        actor.Tell("one");
        actor.Tell("two");
        stopped.Set();
        Assert.Equal("one", (await ExpectMsgAsync<DeadLetter>(Eventually.Limit)).Message);
        Assert.Equal("two", (await ExpectMsgAsync<DeadLetter>(Eventually.Limit)).Message);
    }

    [Fact]
    public void A_room_can_stash_and_unstash_in_order()
    {
        var room = Sys.ActorOf(Props.Create(() => new Loading(TestActor)).WithMailbox(DispatchConfig.RoomMailbox));
        foreach (var message in (string[])["one", "two", "loaded", "three"])
            room.Tell(message);
        foreach (var expected in (string[])["one", "two", "three"])
            ExpectMsg(expected);
    }

    [Theory]
    [InlineData("capacity = 0")]
    [InlineData("request-capacity = -1")]
    [InlineData("default-class = some")]
    public void Invalid_mailbox_settings_are_rejected(string setting)
    {
        var config = ConfigurationFactory.ParseString($"id = bad\n{setting}");
        Assert.Throws<ConfigurationException>(() => new ClassedMailbox(Sys.Settings, config));
    }

    [Fact]
    public async Task An_idle_actor_costs_less_than_800_bytes()
    {
        const int parents = 100;
        const int each = 500;
        var props = Props.Create<Idle>().WithDispatcher(DispatchConfig.InlineDispatcher).WithMailbox(DispatchConfig.ConnectionMailbox);
        var all = Enumerable.Range(0, parents).Select(_ => Sys.ActorOf(Recorder.Inline((context, message) =>
        {
            for (var i = 0; i < each; i++)
                context.ActorOf(props).Tell("one", context.Self);
            context.Sender.Tell(message);
        }))).ToList();
        foreach (var parent in all)
            await parent.Ask<ActorIdentity>(new Identify(null), Eventually.Limit);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var parent in all)
            await parent.Ask<string>("spawn", Eventually.Limit);
        using var meter = new DispatchMeter();
        await Eventually.Holds(() => meter[$"mailbox.depth[{DispatchConfig.ConnectionMailbox}]"] == 0);
        var cost = (GC.GetTotalMemory(forceFullCollection: true) - before) / (parents * each);
        Assert.InRange(cost, 1, 799);
        GC.KeepAlive(all);
    }

    /// <summary>Sends from several threads at once, which one barrier releases.</summary>
    private static void Flood(Action<int> send)
    {
        using var barrier = new Barrier(Senders);
        var threads = Enumerable.Range(0, Senders)
            .Select(sender => new Thread(() =>
            {
                barrier.SignalAndWait();
                send(sender);
            }))
            .ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Loading : ReceiveActor, IWithStash
    {
        public Loading(IActorRef told)
        {
            Receive<string>(message =>
            {
                if (message != "loaded")
                {
                    Stash.Stash();
                    return;
                }
                Become(() => ReceiveAny(told.Tell));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }
}
