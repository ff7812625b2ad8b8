using Actors.Runtime;
using Actors.Runtime.Cells;
using Actors.Tests.Runtime.Compliance;

namespace Actors.Tests.Runtime;

[Collection(nameof(AloneOnTheMachine))]
public sealed class IdleCostTests
{
    [Fact]
    public async Task An_idle_actor_costs_less_than_500_bytes()
    {
        const int count = 100_000;
        await using var runtime = new ThreadPoolRuntime();
        var refs = new IActorRef<string>[count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++)
        {
            refs[i] = runtime.Spawn($"idle/{i}", () => new Idle(), ActorOptions.Default);
            refs[i].Tell("one");
            refs[i].Tell("two");
        }
        foreach (var actor in refs)
            await Eventually.Holds(() => ((ActorCell)actor).IsIdle);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        Assert.InRange(each, 1, 499);
        GC.KeepAlive(refs);
    }

    [Fact]
    public async Task A_mailbox_takes_memory_only_while_more_than_one_message_waits()
    {
        await using var runtime = new SimulationRuntime(seed: 1);
        var actor = runtime.Spawn("test", () => new Idle(), ActorOptions.Default);
        var cell = (ActorCell<string>)actor;
        runtime.RunUntilIdle();
        actor.Tell("one");
        Assert.False(cell.HoldsArray);
        actor.Tell("two");
        Assert.True(cell.HoldsArray);
        runtime.RunUntilIdle();
        Assert.False(cell.HoldsArray);
    }

    private sealed class Idle : Actor<string>
    {
        protected internal override void Receive(string message)
        {
        }
    }
}
