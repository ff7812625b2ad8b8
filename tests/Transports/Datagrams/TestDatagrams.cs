using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.InteropServices;
using Actors.Channels;
using Actors.Datagrams;
using Actors.TestKit;
using Microsoft.Extensions.Logging;

namespace Actors.Transports.Tests.Datagrams;

/// <summary>The server between a socket that records what is sent and an upper side that records what is received, in virtual time.</summary>
internal sealed class TestDatagrams : IDatagramSocket, IDatagramAcceptor, IDisposable
{
    public const int GreetingId = 30;

    private readonly ITimer _timer;
    private readonly MeterListener _meter = new();
    private readonly Dictionary<string, long> _counts = [];
    private readonly Random _random = new(1);

    public TestDatagrams(DatagramLimits? limits = null)
    {
        Limits = limits ?? new DatagramLimits();
        Server = new DatagramServer(Limits, this, Log.CreateLogger("datagrams"), Time, below => _random.Next(below));
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, Server.Metrics.Meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _meter.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.Length > 0)
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, $"{tags[0].Value}", out bool _) += value;
        });
        _meter.Start();
        Greeting = Message(GreetingId, needsAck: true, size: 18);
        _timer = Time.CreateTimer(_ => Server.Sweep(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
    }

    public DatagramLimits Limits { get; }

    public ManualTimeProvider Time { get; } = new(timestampFrequency: ManualTimeProvider.OddFrequency);

    public LogRecorder Log { get; } = new();

    public DatagramServer Server { get; }

    public EncodedMessage Greeting { get; }

    /// <summary>What was sent, to whom, in order.</summary>
    public List<(int Port, DatagramPacket Packet, byte[] Bytes)> Sent { get; } = [];

    /// <summary>Each session that was opened, oldest first.</summary>
    public List<TestUpperSide> Opened { get; } = [];

    /// <summary>How many datagrams were ignored, or sessions ended, for a reason.</summary>
    public long Count(string reason) => _counts.GetValueOrDefault(reason);

    /// <summary>Whether nobody is admitted.</summary>
    public bool IsFull { get; set; }

    /// <summary>What happens to each datagram on its way to a client; nothing when not set.</summary>
    public Action<int, byte[]>? OnItsWay { get; set; }

    public static EncodedMessage Message(int id, bool needsAck, int size = 3) =>
        new DatagramBundle().Add((byte)id, needsAck, [0xc4, (byte)(size - 2), .. new byte[size - 2]]).ToMessage();

    public static SocketAddress At(int port, string ip = "10.0.0.1") => new IPEndPoint(IPAddress.Parse(ip), port).Serialize();

    public void Receive(int port, byte[] datagram, string ip = "10.0.0.1") => Server.Received(this, At(port, ip), datagram);

    public void Receive(int port, int id, int sequence = 0, bool needsAck = false, params int[] numbers) =>
        Receive(port, DatagramPacket.Write(id, sequence, needsAck, DatagramPacket.Numbers(numbers)));

    public void Acknowledge(int port, params int[] sequences) => Receive(port, DatagramIds.Ack, 0, false, sequences);

    /// <summary>Asks to join and answers the challenge.</summary>
    public TestUpperSide Open(int port)
    {
        Receive(port, DatagramPacket.Join());
        Acknowledge(port, Sent.Last(sent => sent.Port == port).Packet.Sequence);
        return Opened[^1];
    }

    public IEnumerable<DatagramPacket> SentTo(int port) => Sent.Where(sent => sent.Port == port).Select(static sent => sent.Packet);

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    bool IDatagramSocket.TrySend(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        var port = ((IPEndPoint)new IPEndPoint(IPAddress.Any, 0).Create(to)).Port;
        var bytes = datagram.ToArray();
        lock (Sent)
            Sent.Add((port, DatagramPacket.Read(datagram), bytes));
        OnItsWay?.Invoke(port, bytes);
        return true;
    }

    IChannelEvents? IDatagramAcceptor.Accept(IClientChannel channel, IPEndPoint remote)
    {
        if (IsFull)
            return null;
        Opened.Add(new TestUpperSide(channel));
        return Opened[^1];
    }

    public void Dispose()
    {
        _timer.Dispose();
        _meter.Dispose();
        Server.Dispose();
    }
}

/// <summary>Records what a session reports.</summary>
internal sealed class TestUpperSide(IClientChannel channel) : IChannelEvents
{
    public IClientChannel Channel => channel;

    public List<DatagramPacket> Heard { get; } = [];

    public int WritableCount { get; private set; }

    public List<(CloseCode Code, string Reason)> Closings { get; } = [];

    public bool Fails { get; set; }

    /// <summary>How many datagrams of the session were no packets.</summary>
    public int Nonsense { get; private set; }

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        if (Fails)
            throw new InvalidOperationException("The upper side is broken.");
        Assert.Empty(Closings);
        if (payload.IsEmpty)
            Nonsense++;
        else
            Heard.Add(DatagramPacket.Read(payload));
    }

    public void Writable() => WritableCount++;

    public void Closed(CloseCode code, string reason) => Closings.Add((code, reason));
}
