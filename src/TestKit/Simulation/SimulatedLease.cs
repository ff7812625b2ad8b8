using Akka.Actor;
using Akka.Coordination;

namespace Actors.TestKit.Simulation;

/// <summary>The lease of the split brain resolver, in a database that all nodes reach: after a while of virtual time it says who came first.</summary>
public sealed class SimulatedLease : Lease
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(20);

    private readonly SimulationRun _run;
    private readonly LoopNode _node;

    /// <summary>As Akka.Coordination makes it.</summary>
    public SimulatedLease(LeaseSettings settings, ExtendedActorSystem system) : base(settings) => (_run, _node) = SimulationRun.Of(system.Settings.Config);

    /// <inheritdoc/>
    public override Task<bool> Acquire() => Later(() =>
    {
        if (IsFree)
            _run.LeaseHolders[Settings.LeaseName] = new LeaseHolder(Settings.OwnerName, _node);
        return CheckLease();
    });

    /// <inheritdoc/>
    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Acquire();

    /// <inheritdoc/>
    public override Task<bool> Release() => Later(() =>
    {
        if (CheckLease())
            _run.LeaseHolders.Remove(Settings.LeaseName);
        return true;
    });

    /// <inheritdoc/>
    public override bool CheckLease() => _run.LeaseHolders.TryGetValue(Settings.LeaseName, out var holder) && holder.Owner == Settings.OwnerName;

    /// <summary>A living holder renews its lease; a dead one keeps it for the time that a lease lasts without a renewal.</summary>
    private bool IsFree => !_run.LeaseHolders.TryGetValue(Settings.LeaseName, out var holder)
        || (holder.Node.KilledAtTicks is { } died && _run.Loop.NowTicks - died > Settings.TimeoutSettings.HeartbeatTimeout.Ticks);

    private Task<bool> Later(Func<bool> decide)
    {
        var answered = new TaskCompletionSource<bool>();
        _run.Loop.At(_run.Loop.NowTicks + Answer.Ticks, () => answered.SetResult(decide()), _node, inOrder: true);
        return answered.Task;
    }
}

internal readonly record struct LeaseHolder(string Owner, LoopNode Node);
