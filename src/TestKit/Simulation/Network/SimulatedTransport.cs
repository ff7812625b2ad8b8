using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;

namespace Actors.TestKit.Simulation.Network;

/// <summary>
/// Akka.Remote's bytes over the simulated network. Akka's own TestTransport is not used: it delivers within the caller's turn, waits three seconds of real time where there is no association,
/// never forgets an address, and keeps every byte that it ever carried.
/// </summary>
public sealed class SimulatedTransport : Transport
{
    /// <summary>The scheme of addresses: <c>akka.sim://system@node:port</c>.</summary>
    public const string Scheme = "sim";

    private readonly TaskCompletionSource<IAssociationEventListener> _listener = new();
    private readonly VirtualNetwork _network;

    /// <summary>As Akka.Remote makes it.</summary>
    public SimulatedTransport(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
        SchemeIdentifier = Scheme;
        MaximumPayloadBytes = config.GetByteSize("maximum-payload-bytes", null) ?? 128_000;
        (var run, Node) = SimulationRun.Of(system.Settings.Config);
        _network = run.Network;
        Address = new Address(Scheme, system.Name, Node.Name, SimulationConfig.Port);
    }

    internal LoopNode Node { get; }

    internal Address Address { get; }

    /// <inheritdoc/>
    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        _network.Listen(this);
        return Task.FromResult((Address, _listener));
    }

    /// <inheritdoc/>
    public override bool IsResponsibleFor(Address remote) => true;

    /// <inheritdoc/>
    public override Task<AssociationHandle> Associate(Address remoteAddress) => _network.Connect(this, remoteAddress);

    /// <inheritdoc/>
    public override Task<bool> Shutdown()
    {
        _network.StopListening(this);
        return Task.FromResult(true);
    }

    internal bool Accept(AssociationHandle handle)
    {
        if (!_listener.Task.IsCompletedSuccessfully)
            return false;
        _listener.Task.Result.Notify(new InboundAssociation(handle));
        return true;
    }
}
