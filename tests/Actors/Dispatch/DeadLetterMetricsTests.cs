using Actors.Dispatch;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Actors.Tests.Dispatch;

public sealed class DeadLetterMetricsTests : PatientTestKit
{
    private static readonly Config TestTime = ConfigurationFactory.ParseString("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """);

    private readonly Lines _lines = new();
    private readonly IActorRef _metrics;

    public DeadLetterMetricsTests()
        : base(TestTime.WithFallback(DispatchConfig.Load()))
    {
        _metrics = Sys.ActorOf(DeadLetterMetrics.Props(_lines));
        Handled();
    }

    [Fact]
    public void Dead_letters_are_counted_by_type_and_logged_at_a_bounded_rate()
    {
        using var meter = new DispatchMeter();
        for (var i = 0; i < 1000; i++)
            Sys.DeadLetters.Tell(new Lost());
        Handled();
        Assert.Equal(1000, meter["deadletters[Lost,no receiver]"]);
        Assert.Single(_lines);
        Assert.StartsWith("1 messages were not handled; the last: Lost (no receiver)", _lines[0], StringComparison.Ordinal);
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(10));
        Handled();
        Assert.Equal(2, _lines.Count);
        Assert.StartsWith("999 messages", _lines[1], StringComparison.Ordinal);
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(10));
        Handled();
        Assert.Equal(2, _lines.Count);
    }

    [Fact]
    public void Unhandled_and_dropped_messages_are_counted()
    {
        using var meter = new DispatchMeter();
        Sys.EventStream.Publish(new UnhandledMessage(new Strange(), ActorRefs.Nobody, TestActor));
        Sys.EventStream.Publish(new Dropped(new Strange(), "full", ActorRefs.Nobody, TestActor));
        Handled();
        Assert.Equal(1, meter["deadletters[Strange,unhandled]"]);
        Assert.Equal(1, meter["deadletters[Strange,dropped]"]);
    }

    [Fact]
    public void Restarts_are_counted_by_actor_and_failures_by_exception()
    {
        using var meter = new DispatchMeter();
        var actor = Sys.ActorOf(Props.Create<Fragile>());
        actor.Tell(1);
        actor.Tell(new Identify(null));
        ExpectMsg<ActorIdentity>();
        Handled();
        Assert.Equal(1, meter["restarts[Fragile]"]);
        Assert.Equal(1, meter["failures[FragileException]"]);
    }

    [Fact]
    public void Type_name_tags_are_bounded()
    {
        var names = new BoundedNames();
        var types = typeof(string).Assembly.GetTypes().Take(1000).ToList();
        Assert.InRange(types.Select(names.Of).Distinct(StringComparer.Ordinal).Count(), 2, 65);
        Assert.Equal(types[0].Name, names.Of(types[0]));
        Assert.Equal("other", names.Of(types[^1]));
    }

    /// <summary>Waits until the observer has handled all earlier messages.</summary>
    private void Handled()
    {
        _metrics.Tell(new Identify(null));
        ExpectMsg<ActorIdentity>();
    }

    private sealed record Lost;

    private sealed record Strange;

    private sealed class FragileException : Exception;

    private sealed class Fragile : UntypedActor
    {
        protected override void OnReceive(object message) => throw new FragileException();
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
