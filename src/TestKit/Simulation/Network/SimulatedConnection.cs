using Akka.Actor;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace Actors.TestKit.Simulation.Network;

/// <summary>A connection of two nodes: two pipes, each of which keeps its order.</summary>
internal sealed class SimulatedConnection
{
    public SimulatedConnection(VirtualNetwork network, SimulatedTransport opener, SimulatedTransport accepter)
    {
        Opener = new SimulatedEnd(network, this, opener, accepter);
        Accepter = new SimulatedEnd(network, this, accepter, opener);
        Opener.Peer = Accepter;
        Accepter.Peer = Opener;
    }

    public SimulatedEnd Opener { get; }
    public SimulatedEnd Accepter { get; }
}

/// <summary>One end, with the pipe that leads away from it.</summary>
internal sealed class SimulatedEnd(VirtualNetwork network, SimulatedConnection connection, SimulatedTransport own, SimulatedTransport other) : AssociationHandle(own.Address, other.Address)
{
    private readonly Queue<IHandleEvent> _early = [];

    public SimulatedConnection Connection { get; } = connection;
    public LoopNode Node { get; } = own.Node;
    public SimulatedEnd Peer { get; set; } = null!;

    /// <summary>False as soon as this side has closed or knows that the other has.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>What has been written and waits for a cut to heal, in order.</summary>
    public Queue<IHandleEvent> Stuck { get; } = [];

    /// <summary>When the last of what has been written arrives; nothing arrives before it.</summary>
    public long LastArrivalTicks { get; set; }

    /// <summary>What the sockets' buffers hold of this pipe.</summary>
    public int UnreadBytes { get; set; }

    public override bool Write(ByteString payload) => network.Write(this, payload);

    [Obsolete("Akka's callers use the overload that takes a reason, which ends here.")]
    public override void Disassociate() => network.Close(this);

    /// <summary>Hands over what has arrived, or holds it until Akka has set a reader.</summary>
    public void Arrived(IHandleEvent what)
    {
        if (!IsOpen)
            return;
        if (what is Disassociated)
            IsOpen = false;
        if (ReadHandlerSource.Task.IsCompletedSuccessfully)
        {
            ReadHandlerSource.Task.Result.Notify(what);
            return;
        }
        if (_early.Count == 0)
            _ = ReadHandlerSource.Task.ContinueWith(Drain, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _early.Enqueue(what);
    }

    private void Drain(Task<IHandleEventListener> reader)
    {
        while (_early.TryDequeue(out var what))
            reader.Result.Notify(what);
    }
}
