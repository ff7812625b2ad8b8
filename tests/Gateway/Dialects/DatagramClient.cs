using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.Codecs.MessagePack;
using Actors.Datagrams;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>A client on a real socket that behaves like an old one: asks once, acknowledges at once, numbers all its packets 0. Whatever it waits for must come within half a minute.</summary>
internal sealed class DatagramClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[4096];

    public DatagramClient(int port) => _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>The number of its player.</summary>
    public int Player { get; private set; }

    public static async Task<DatagramClient> JoinAsync(int port)
    {
        var client = new DatagramClient(port);
        // A datagram may be lost even on one machine, when it is busy: clients ask again.
        await using var asking = new Timer(_ => client.Send(DatagramPacket.Join()), null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var welcome = await client.ExpectAsync(1);
        client.Player = (int)Number(welcome, "uuid");
        return client;
    }

    public void Send(ReadOnlySpan<byte> datagram) => _socket.Send(datagram);

    public void Send(int id, params int[] numbers) => Send(DatagramPacket.Write(id, 0, needsAck: false, DatagramPacket.Numbers(numbers)));

    /// <summary>The next packet, acknowledged if it has to be.</summary>
    public async Task<(int Id, MessagePackValue Value)> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var length = await _socket.ReceiveAsync(_buffer, SocketFlags.None, patience.Token);
        Assert.InRange(length, 1, DatagramHeader.MaxDatagramBytes);
        Assert.True(DatagramHeader.TryParse(_buffer.AsSpan(0, length), out var header));
        if (header.NeedsAck)
            Send(DatagramIds.Ack, header.Sequence);
        var reader = header.Payload();
        Assert.True(MessagePackValue.TryRead(ref reader, out var value));
        return (header.Id, value);
    }

    /// <summary>The next packet of this kind that meets the condition.</summary>
    /// <param name="otherwise">Called for each packet before it.</param>
    public async Task<MessagePackValue> ExpectAsync(int id, Func<MessagePackValue, bool>? holds = null, Action? otherwise = null)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Eventually.Limit;)
        {
            var (got, value) = await ReceiveAsync();
            if (got == id && holds?.Invoke(value) != false)
                return value;
            otherwise?.Invoke();
        }
        throw new TimeoutException($"No packet {id} came for which that holds.");
    }

    /// <summary>Sends a heartbeat, again if it is lost, and waits until the server has received it, and so everything that was sent before it.</summary>
    public async Task BeatAsync(int sequence)
    {
        var beat = DatagramPacket.Write(DatagramIds.Heartbeat, sequence, needsAck: true, DatagramPacket.Numbers());
        Send(beat);
        var sent = Stopwatch.GetTimestamp();
        // The server sends something at least once a second, whether the acknowledgement arrives or not.
        await ExpectAsync(DatagramIds.Ack, value => value.ToString() == $"[{sequence}]", otherwise: () =>
        {
            if (Stopwatch.GetElapsedTime(sent) > TimeSpan.FromSeconds(2))
            {
                Send(beat);
                sent = Stopwatch.GetTimestamp();
            }
        });
    }

    /// <summary>A player's place, from the next list that contains it.</summary>
    public async Task<(long X, long Y)> PlaceAsync(int player, Func<(long X, long Y), bool>? holds = null)
    {
        var list = await ExpectAsync(11, value => Find(value, player) is { } found && holds?.Invoke(Position(found)) != false);
        return Position(Find(list, player)!);
    }

    public static MessagePackValue? Find(MessagePackValue list, int player) => ((MessagePackValue.Array)list).Items.FirstOrDefault(item => Number(item, "uuid") == player);

    public static MessagePackValue Field(MessagePackValue map, string name)
    {
        var all = ((MessagePackValue.Map)map).KeysAndValues;
        for (var i = 0; i < all.Length; i += 2)
        {
            if (all[i].ToString() == $"\"{name}\"")
                return all[i + 1];
        }
        throw new KeyNotFoundException($"{map} has no {name}.");
    }

    public static double Number(MessagePackValue map, string name) => Field(map, name) switch
    {
        MessagePackValue.Integer integer => integer.Value,
        MessagePackValue.Float real => real.Value,
        var other => throw new InvalidCastException($"{name} is {other}."),
    };

    public static (long X, long Y) Position(MessagePackValue map)
    {
        var items = ((MessagePackValue.Array)Field(map, "position")).Items;
        return (((MessagePackValue.Integer)items[0]).Value, ((MessagePackValue.Integer)items[1]).Value);
    }

    public void Dispose() => _socket.Dispose();
}
