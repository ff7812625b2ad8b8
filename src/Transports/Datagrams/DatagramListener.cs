using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Actors.Channels;

namespace Actors.Datagrams;

/// <summary>
/// Listens for datagrams. "localhost" is two addresses, since clients differ in which of the two they try first, and so two sockets. It knows sessions, limits
/// and clocks; the <see cref="IDatagramAcceptor"/> handles what the packets say.
/// </summary>
public sealed class DatagramListener : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(100);

    private readonly DatagramLimits _limits;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly DatagramServer? _server;
    private readonly IDatagramReceiver _receiver;
    private List<BoundSocket> _sockets = [];
    private ITimer? _sweep;

    /// <summary>A listener that listens once it is started.</summary>
    public DatagramListener(DatagramLimits limits, IDatagramAcceptor acceptor, ILogger logger, TimeProvider time)
        : this(limits, new DatagramServer(limits, acceptor, logger, time, RandomNumberGenerator.GetInt32), logger, time) =>
        _server = (DatagramServer)_receiver;

    private DatagramListener(DatagramLimits limits, IDatagramReceiver receiver, ILogger logger, TimeProvider time) =>
        (_limits, _receiver, _logger, _time) = (limits, receiver, logger, time);

    /// <summary>A listener that sends every datagram back to its sender.</summary>
    public static DatagramListener Echo(DatagramLimits limits, ILogger logger, TimeProvider time) => new(limits, new Echoes(), logger, time);

    /// <summary>Where it listens, once started. With "localhost", the IPv4 one; the port is the same.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    /// <summary>Open sessions.</summary>
    public int SessionCount => (int)(_server?.Metrics.SessionCount ?? 0);

    /// <param name="address">An IP address; "localhost"; "*" for every address of the machine.</param>
    /// <param name="port">0: any free one.</param>
    /// <exception cref="ListenException">The port is taken or may not be used.</exception>
    public void Start(string address, int port)
    {
        _sockets = Bind(address, port);
        EndPoint = _sockets[0].EndPoint;
        if (_server is { } server)
            _sweep = _time.CreateTimer(_ => server.Sweep(), null, SweepInterval, SweepInterval);
        foreach (var socket in _sockets)
            socket.Start(_receiver);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _sweep?.Dispose();
        _server?.Dispose();
        foreach (var socket in _sockets)
            await socket.DisposeAsync();
        _sockets = [];
    }

    private List<BoundSocket> Bind(string address, int port)
    {
        if (!ListenAddress.IsValid(address))
            throw new ListenException(ListenAddress.Problem(address), new FormatException(address));
        var sockets = new List<BoundSocket>();
        var actualPort = port;
        foreach (var ip in ListenAddress.Resolve(address))
        {
            try
            {
                sockets.Add(new BoundSocket(new IPEndPoint(ip, actualPort), _limits.ReceiveBufferBytes, _limits.SendBufferBytes, _logger, _time));
                actualPort = sockets[^1].EndPoint.Port;
            }
            catch (SocketException e) when (sockets.Count > 0 && (port == 0 || e.SocketErrorCode == SocketError.AddressNotAvailable))
            {
                // The second port was chosen by the kernel and is taken, or the kernel knows IPv6 but has no ::1: one address will do.
            }
            catch (SocketException e)
            {
                foreach (var socket in sockets)
                    socket.DisposeAsync().AsTask().GetAwaiter().GetResult();
                throw new ListenException($"Cannot listen on udp {new IPEndPoint(ip, actualPort)}: {ListenAddress.Explain(e)}.", e);
            }
        }
        return sockets;
    }

    private sealed class Echoes : IDatagramReceiver
    {
        public void Received(IDatagramSocket socket, SocketAddress from, ReadOnlySpan<byte> datagram) => socket.TrySend(datagram, from);
    }
}
