using System.Diagnostics.Metrics;
using Actors.Runtime;
using Actors.Tests.Runtime.Compliance;

namespace Actors.Tests.Runtime;

public sealed class RuntimeMetricsTests
{
    [Fact]
    public async Task What_happens_to_actors_is_counted_by_kind()
    {
        var simulation = new SimulationRuntime(seed: 1);
        using var seen = new Measurements(simulation);
        var room = simulation.Spawn(
            "room/plaza", () => new Scripted<int>((_, _) => { }), new ActorOptions { MailboxCapacity = 2 });
        simulation.Spawn("connection/1", () => new Scripted<int>((_, _) => throw new InvalidOperationException()), ActorOptions.Default)
            .Tell(1);
        room.Tell(1);
        room.Tell(2);
        room.Tell(3);
        Assert.Equal(2, seen.Observe("actors.runtime.mailbox.depth", "actor.kind=room"));
        Assert.Equal(2, seen.Observe("actors.runtime.mailbox.depth.max", "actor.kind=room"));
        simulation.RunUntilIdle();
        room.Tell(4);
        Assert.Equal(1, seen.Observe("actors.runtime.alive", "actor.kind=room"));
        Assert.Equal(0, seen.Observe("actors.runtime.alive", "actor.kind=connection"));
        await simulation.StopAsync(room);
        room.Tell(5);
        Assert.Equal(2, seen.Observe("actors.runtime.messages", "actor.kind=room"));
        Assert.Equal(1, seen.Sum("actors.runtime.drops", "actor.kind=room,policy=refuse"));
        Assert.Equal(2, seen.Sum("actors.runtime.drops", "actor.kind=room,policy=stopped"));
        Assert.Equal(1, seen.Sum("actors.runtime.failures", "actor.kind=connection,outcome=stop"));
        Assert.True(seen.Observe("actors.runtime.turns", "actor.kind=room") >= 2);
    }

    [Theory]
    [InlineData(MailboxOverflow.DropOldest, "drop_oldest")]
    [InlineData(MailboxOverflow.DropNewest, "drop_newest")]
    public void Drops_are_counted_by_policy(MailboxOverflow overflow, string policy)
    {
        var simulation = new SimulationRuntime(seed: 1);
        using var seen = new Measurements(simulation);
        var actor = simulation.Spawn(
            "input/1", () => new Scripted<int>((_, _) => { }), new ActorOptions { MailboxCapacity = 1, Overflow = overflow });
        for (var i = 0; i < 4; i++)
            actor.Tell(i);
        Assert.Equal(3, seen.Sum("actors.runtime.drops", $"actor.kind=input,policy={policy}"));
    }

    [Fact]
    public void Timers_and_work_that_are_out_are_known()
    {
        var simulation = new SimulationRuntime(seed: 1);
        using var seen = new Measurements(simulation);
        var actor = simulation.Spawn(
            "test",
            () => new Scripted<int>(
                (_, _) => { },
                context =>
                {
                    context.ScheduleRepeated(TimeSpan.FromSeconds(1), 1);
                    context.Schedule(TimeSpan.FromSeconds(2), 2);
                    context.RunAsync(
                        async token =>
                        {
                            await Task.Delay(TimeSpan.FromSeconds(3), context.Time, token);
                            return 1;
                        },
                        _ => 3,
                        _ => 4);
                }),
            ActorOptions.Default);
        simulation.RunUntilIdle();
        Assert.Equal(2, seen.Observe("actors.runtime.timers", ""));
        Assert.Equal(1, seen.Observe("actors.runtime.work.pending", ""));
        simulation.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, seen.Observe("actors.runtime.timers", ""));
        _ = simulation.StopAsync(actor);
        simulation.RunUntilIdle();
        Assert.Equal(0, seen.Observe("actors.runtime.timers", ""));
        Assert.Equal(0, seen.Observe("actors.runtime.work.pending", ""));
    }

    [Fact]
    public void The_number_of_kinds_is_bounded()
    {
        var simulation = new SimulationRuntime(seed: 1);
        using var seen = new Measurements(simulation);
        for (var i = 0; i < 100; i++)
            simulation.Spawn($"kind{i}", () => new Scripted<int>((_, _) => { }), ActorOptions.Default);
        Assert.Equal(36, seen.Observe("actors.runtime.alive", "actor.kind=other"));
    }

    /// <summary>Listens to the meter of one runtime only; tests run side by side.</summary>
    private sealed class Measurements : IDisposable
    {
        private readonly Dictionary<string, long> _sums = [];
        private readonly Dictionary<string, long> _last = [];
        private readonly MeterListener _listener = new();

        public Measurements(IActorRuntime runtime)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, runtime))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                var key = instrument.Name + "|" + string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
                _sums[key] = _sums.GetValueOrDefault(key) + value;
                _last[key] = value;
            });
            _listener.Start();
        }

        public long Sum(string name, string tags) => _sums.GetValueOrDefault($"{name}|{tags}");

        public long Observe(string name, string tags)
        {
            _listener.RecordObservableInstruments();
            return _last[$"{name}|{tags}"];
        }

        public void Dispose() => _listener.Dispose();
    }
}
