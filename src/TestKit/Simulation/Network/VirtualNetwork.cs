using Akka.Actor;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace Actors.TestKit.Simulation.Network;

/// <summary>
/// The network between the nodes. Bytes of a connection arrive late and in order; a cut holds them back, as TCP does, until it heals or the connection is given up;
/// a connection can be broken, and then the bytes under way are lost.
/// </summary>
public sealed class VirtualNetwork
{
    private const int MaxUnreadBytes = 4 << 20;

    private readonly SimulationLoop _loop;
    private readonly Random _chance;
    private readonly Dictionary<Address, SimulatedTransport> _listening = [];
    private readonly List<SimulatedConnection> _connections = [];
    private readonly HashSet<(string From, string To)> _cuts = [];

    internal VirtualNetwork(SimulationLoop loop)
    {
        _loop = loop;
        _chance = new Random((int)Mixing.Mix(loop.Seed ^ 0x4E45_5457));
    }

    /// <summary>The least that a message takes from node to node.</summary>
    public TimeSpan LatencyAtLeast { get; set; } = TimeSpan.FromMicroseconds(100);

    /// <summary>The most that a message takes from node to node, if nothing before it on the connection takes longer.</summary>
    public TimeSpan LatencyAtMost { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>An attempt to connect that a cut prevents fails after this time.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages that have been sent from node to node so far.</summary>
    public long Messages { get; private set; }

    /// <summary>Bytes of them, as Akka.Remote writes them.</summary>
    public long Bytes { get; private set; }

    internal Action? Healed { get; set; }

    /// <summary>Nothing gets from one node to the other; the other way stays open.</summary>
    public void Cut(string from, string to) => _cuts.Add((from, to));

    /// <summary>Nothing gets from any of these to any of those, nor back.</summary>
    public void Partition(IReadOnlyCollection<string> these, IReadOnlyCollection<string> those)
    {
        foreach (var (one, other) in these.SelectMany(one => those.Select(other => (one, other))))
        {
            Cut(one, other);
            Cut(other, one);
        }
    }

    /// <summary>All cuts end; what they held back arrives now.</summary>
    public void Heal()
    {
        _cuts.Clear();
        foreach (var end in Ends())
            Release(end);
        Healed?.Invoke();
    }

    /// <summary>One cut ends.</summary>
    public void Heal(string from, string to)
    {
        _cuts.Remove((from, to));
        foreach (var end in Ends().Where(end => end.Node.Name == from && end.Peer.Node.Name == to))
            Release(end);
        Healed?.Invoke();
    }

    /// <summary>Whether nothing gets from the one to the other.</summary>
    public bool IsCut(string from, string to) => _cuts.Contains((from, to));

    /// <summary>Breaks the connections of two nodes: both ends learn of it at once, and what was under way is lost.</summary>
    public void Break(string one, string other) => _loop.Do(() =>
    {
        foreach (var connection in _connections.Where(connection => Joins(connection, one, other)).ToList())
        {
            connection.Opener.Arrived(new Disassociated(DisassociateInfo.Unknown));
            connection.Accepter.Arrived(new Disassociated(DisassociateInfo.Unknown));
            _connections.Remove(connection);
        }
    });

    internal void Listen(SimulatedTransport transport) => _listening[transport.Address] = transport;

    internal void StopListening(SimulatedTransport transport)
    {
        if (_listening.TryGetValue(transport.Address, out var listening) && listening == transport)
            _listening.Remove(transport.Address);
    }

    /// <summary>A process has died: its operating system closes its connections, unless the whole machine is lost, of which nobody is notified.</summary>
    internal void Died(LoopNode node, bool silently)
    {
        foreach (var transport in _listening.Values.Where(transport => transport.Node == node).ToList())
            _listening.Remove(transport.Address);
        foreach (var end in Ends().Where(end => end.Node == node).ToList())
        {
            if (!silently && end.IsOpen)
                Send(end, new Disassociated(DisassociateInfo.Unknown));
            end.IsOpen = false;
        }
    }

    internal Task<AssociationHandle> Connect(SimulatedTransport from, Address to)
    {
        var connected = new TaskCompletionSource<AssociationHandle>();
        var isCut = IsCut(from.Node.Name, to.Host ?? "") || IsCut(to.Host ?? "", from.Node.Name);
        var due = _loop.NowTicks + (isCut ? ConnectTimeout : Latency()).Ticks;
        _loop.At(due, () =>
        {
            if (isCut || !_listening.TryGetValue(to, out var target))
            {
                connected.SetException(new InvalidAssociationException(isCut ? $"{to} does not answer" : $"{to} refuses the connection"));
                return;
            }
            var connection = new SimulatedConnection(this, from, target);
            _connections.Add(connection);
            // The other end learns of it by its own clock, and only if it runs; bytes wait for it as they would in its kernel.
            _loop.At(_loop.NowTicks, () =>
            {
                if (!target.Accept(connection.Accepter))
                    Close(connection.Accepter);
            }, target.Node, inOrder: true);
            connected.SetResult(connection.Opener);
        }, from.Node, inOrder: true);
        return connected.Task;
    }

    internal bool Write(SimulatedEnd end, ByteString payload)
    {
        if (!end.IsOpen || end.UnreadBytes + payload.Length > MaxUnreadBytes)
            return false;
        end.UnreadBytes += payload.Length;
        Bytes += payload.Length;
        Send(end, new InboundPayload(payload));
        return true;
    }

    internal void Close(SimulatedEnd end)
    {
        if (!end.IsOpen)
            return;
        Send(end, new Disassociated(DisassociateInfo.Unknown));
        end.Arrived(new Disassociated(DisassociateInfo.Unknown));
    }

    private void Send(SimulatedEnd from, IHandleEvent what)
    {
        Messages++;
        var due = Math.Max(_loop.NowTicks + Latency().Ticks, from.LastArrivalTicks + 1);
        from.LastArrivalTicks = due;
        // In transit first, by no node's clock: whether a cut holds it back is decided when it would arrive.
        _loop.At(due, () =>
        {
            if (from.Stuck.Count > 0 || IsCut(from.Node.Name, from.Peer.Node.Name))
                from.Stuck.Enqueue(what);
            else
                Deliver(from, what);
        }, node: null, inOrder: true);
    }

    private void Release(SimulatedEnd from)
    {
        while (from.Stuck.TryDequeue(out var what))
            Deliver(from, what);
    }

    private void Deliver(SimulatedEnd from, IHandleEvent what) => _loop.At(_loop.NowTicks, () =>
    {
        if (what is InboundPayload payload)
            from.UnreadBytes -= payload.Payload.Length;
        else
            _connections.Remove(from.Connection);
        from.Peer.Arrived(what);
    }, from.Peer.Node, inOrder: true);

    internal TimeSpan Latency() => TimeSpan.FromTicks(_chance.NextInt64(LatencyAtLeast.Ticks, LatencyAtMost.Ticks + 1));

    private IEnumerable<SimulatedEnd> Ends() => _connections.SelectMany(connection => new[] { connection.Opener, connection.Accepter });

    private static bool Joins(SimulatedConnection connection, string one, string other)
    {
        var (a, b) = (connection.Opener.Node.Name, connection.Accepter.Node.Name);
        return (a == one && b == other) || (a == other && b == one);
    }
}
