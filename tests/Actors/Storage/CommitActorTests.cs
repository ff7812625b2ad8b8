using System.Diagnostics.Metrics;
using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Akka.TestKit;

namespace Actors.Tests.Storage;

public sealed class CommitActorTests() : PatientTestKit(Settings)
{
    private const string Settings = """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.loglevel = DEBUG
        akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
        """;

    private static readonly RoomId Plaza = new("plaza");

    private readonly GatedStore _store = new();

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Requests_during_a_commit_form_the_next_batch_in_order()
    {
        var committer = Start();
        committer.Tell(Request(0));
        var first = await _store.NextAsync();
        for (var i = 1; i <= 50; i++)
            committer.Tell(Request(i));
        await HandledAsync(committer);
        first.Commit();
        var second = await _store.NextAsync();
        Assert.Equal(Enumerable.Range(1, 50), second.Batch.Transactions.Select(static one => (int)one.Epoch));
        second.Commit();
        for (var i = 0; i <= 50; i++)
            Assert.Equal(new CommitEnded(i, CommitOutcome.Committed), await ExpectMsgAsync<CommitEnded>());
    }

    [Fact]
    public async Task An_unreachable_store_is_retried_with_the_same_batch()
    {
        var committer = Start();
        committer.Tell(Request(7));
        var first = await _store.NextAsync();
        committer.Tell(Request(8));
        await FailAsync(first);
        Scheduler.Advance(TimeSpan.FromMilliseconds(50));
        var again = await _store.NextAsync();
        Assert.Same(first.Batch, again.Batch);
        again.Commit();
        Assert.Equal(new CommitEnded(7, CommitOutcome.Committed), await ExpectMsgAsync<CommitEnded>());
        var next = await _store.NextAsync();
        Assert.Equal((new BatchId("run", 1), new BatchId("run", 2)), (first.Batch.Id, next.Batch.Id));
        next.Commit();
        Assert.Equal(8, (await ExpectMsgAsync<CommitEnded>()).Number);
    }

    [Fact]
    public async Task The_retry_delay_doubles_up_to_400_ms_and_resets_after_a_commit()
    {
        var committer = Start();
        committer.Tell(Request(1));
        foreach (var wait in (int[])[50, 100, 200, 400, 400])
        {
            await FailAsync(await _store.NextAsync());
            Scheduler.Advance(TimeSpan.FromMilliseconds(wait - 1));
            await HandledAsync(committer);
            Assert.False(_store.HasNext);
            Scheduler.Advance(TimeSpan.FromMilliseconds(1));
        }
        (await _store.NextAsync()).Commit();
        await ExpectMsgAsync<CommitEnded>();
        committer.Tell(Request(2));
        await FailAsync(await _store.NextAsync());
        Scheduler.Advance(TimeSpan.FromMilliseconds(50));
        (await _store.NextAsync()).Commit();
        await ExpectMsgAsync<CommitEnded>();
    }

    [Fact]
    public async Task Each_sender_gets_its_own_outcome()
    {
        var committer = Start();
        var (one, other) = (CreateTestProbe(), CreateTestProbe());
        committer.Tell(Request(0), one);
        (await _store.NextAsync()).Commit();
        committer.Tell(Request(1), other);
        (await _store.NextAsync()).Commit(CommitOutcome.Conflict);
        committer.Tell(Request(2), one);
        (await _store.NextAsync()).Commit(CommitOutcome.StaleEpoch);
        Assert.Equal(new CommitEnded(0, CommitOutcome.Committed), await one.ExpectMsgAsync<CommitEnded>());
        Assert.Equal(new CommitEnded(2, CommitOutcome.StaleEpoch), await one.ExpectMsgAsync<CommitEnded>());
        Assert.Equal(new CommitEnded(1, CommitOutcome.Conflict), await other.ExpectMsgAsync<CommitEnded>());
    }

    [Fact]
    public async Task Requests_over_the_capacity_are_rejected_and_waiting_ones_commit()
    {
        var committer = Start(capacity: 2);
        for (var i = 0; i < 4; i++)
            committer.Tell(Request(i));
        Assert.Equal(3, (await ExpectMsgAsync<CommitRejected>()).Number);
        (await _store.NextAsync()).Commit();
        (await _store.NextAsync()).Commit();
        foreach (var number in (int[])[0, 1, 2])
            Assert.Equal(number, (await ExpectMsgAsync<CommitEnded>()).Number);
    }

    [Fact]
    public async Task FinishCommits_waits_for_accepted_requests_and_rejects_new_ones()
    {
        var committer = Start();
        committer.Tell(Request(1));
        committer.Tell(Request(2));
        committer.Tell(FinishCommits.Instance);
        committer.Tell(Request(3));
        Assert.Equal(3, (await ExpectMsgAsync<CommitRejected>()).Number);
        (await _store.NextAsync()).Commit();
        Assert.Equal(1, (await ExpectMsgAsync<CommitEnded>()).Number);
        (await _store.NextAsync()).Commit();
        Assert.Equal(2, (await ExpectMsgAsync<CommitEnded>()).Number);
        await ExpectMsgAsync<CommitsFinished>();
        committer.Tell(FinishCommits.Instance);
        await ExpectMsgAsync<CommitsFinished>();
    }

    [Fact]
    public async Task A_stopped_committer_rejects_uncommitted_requests_and_cancels_its_call()
    {
        var committer = Start();
        committer.Tell(Request(1));
        var call = await _store.NextAsync();
        committer.Tell(Request(2));
        await HandledAsync(committer);
        Sys.Stop(committer);
        Assert.Equal(1, (await ExpectMsgAsync<CommitRejected>()).Number);
        Assert.Equal(2, (await ExpectMsgAsync<CommitRejected>()).Number);
        Assert.True(call.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task A_restarted_committer_reuses_no_batch_number()
    {
        var committer = Start();
        committer.Tell(Request(1));
        var call = await _store.NextAsync();
        await EventFilter.Exception<IndexOutOfRangeException>().ExpectOneAsync(() =>
        {
            call.Answer([]);
            return Task.CompletedTask;
        });
        Assert.Equal(1, (await ExpectMsgAsync<CommitRejected>()).Number);
        committer.Tell(Request(2));
        Assert.Equal(new BatchId("run", 2), (await _store.NextAsync()).Batch.Id);
    }

    [Fact]
    public async Task Pending_commits_are_measured()
    {
        List<int> pending = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "actors.commit.pending")
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => pending.Add(value));
        listener.Start();
        var committer = Start();
        for (var i = 0; i < 5; i++)
            committer.Tell(Request(i));
        await HandledAsync(committer);
        listener.RecordObservableInstruments();
        // The meter is shared by the process: committers of other tests may add to it.
        Assert.Contains(pending, static waiting => waiting >= 5);
    }

    private IActorRef Start(int capacity = 1000) => Sys.ActorOf(CommitActor.Props(_store, "run", TimeProvider.System, capacity));

    private static CommitRequest Request(int number) => new(new RoomTransaction(Plaza, number, []), number);

    /// <summary>Once the failure has been logged, the retry has been scheduled.</summary>
    private Task FailAsync(GatedStore.Call call) => EventFilter.Debug(contains: "is tried again in").ExpectOneAsync(() =>
    {
        call.Fail();
        return Task.CompletedTask;
    });

    /// <summary>This is answered only after everything sent before it has been handled.</summary>
    private async Task HandledAsync(IActorRef committer)
    {
        var probe = CreateTestProbe();
        committer.Tell(new Identify(0), probe);
        await probe.ExpectMsgAsync<ActorIdentity>();
    }
}
