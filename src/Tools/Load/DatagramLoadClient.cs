using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.Tools.Common;

namespace Actors.Tools.Load;

/// <summary>
/// One fake client over UDP: it asks to join until it is welcomed, acknowledges what needs it, walks, and once a second sends a heartbeat that needs an
/// acknowledgement, again under the same number until it gets one. If the server is silent for <see cref="LostAfter"/>, the session counts as lost.
/// </summary>
internal sealed class DatagramLoadClient(LoadOptions options, LoadStats stats, int number)
{
    private const double AskAgain = 1000, SendAgain = 2000, PatienceToJoin = 20_000, LostAfter = 10_000, Farewell = 16_000;

    /// <summary>Datagrams of one tick come together; a longer gap separates states.</summary>
    private static readonly TimeSpan OneTick = TimeSpan.FromMilliseconds(10);

    private readonly Random _random = new(unchecked((options.Seed * 397) ^ number));
    private readonly byte[] _out = new byte[64];
    private readonly HashSet<int> _received = [];
    private readonly Lock _lock = new();
    private Heartbeat? _heartbeat;
    private double _heardAt;
    private long _stateAt;
    private int _sequence;
    private volatile bool _welcomed;

    private sealed record Heartbeat(int Sequence, long SentAt, double FirstAt)
    {
        public double LastAt { get; set; }

        public bool Again { get; set; }
    }

    public async Task RunAsync(IPEndPoint server, CancellationToken end)
    {
        for (var again = false; !end.IsCancellationRequested; again = true)
        {
            (_welcomed, _heartbeat, _stateAt) = (false, null, 0);
            _received.Clear();
            using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            using var over = new CancellationTokenSource();
            socket.Connect(server);
            var receiving = ReceiveAsync(socket, over.Token);
            try
            {
                if (await JoinAsync(socket, end))
                {
                    stats.Connect(again);
                    if (!await TalkAsync(socket, end))
                        stats.Lose();
                    stats.Leave();
                }
                else
                    stats.Error("connect");
            }
            catch (OperationCanceledException)
            {
                // The run ended while the client was joining.
                if (!again)
                    stats.Error("connect");
            }
            await over.CancelAsync();
            await receiving;
        }
    }

    private async Task<bool> JoinAsync(Socket socket, CancellationToken end)
    {
        var until = Clock.Milliseconds + PatienceToJoin;
        for (var next = Clock.Milliseconds; !_welcomed && Clock.Milliseconds < until;)
        {
            if (Clock.Milliseconds >= next)
            {
                // Some numbers as padding, so that the answer can be a whole greeting: the server sends at most three times the received bytes.
                Send(socket, DatagramPacket.Join, needsAck: false, 1, 2, 3, 4);
                next += AskAgain;
            }
            await Task.Delay(20, end);
        }
        return _welcomed;
    }

    /// <returns>Whether the session lasted to the end.</returns>
    private async Task<bool> TalkAsync(Socket socket, CancellationToken end)
    {
        var nextInput = Clock.Milliseconds + (_random.NextDouble() * 1000 / options.Rate);
        var nextBeat = Clock.Milliseconds + (_random.NextDouble() * 1000);
        var angle = _random.NextDouble() * Math.Tau;
        while (!end.IsCancellationRequested)
        {
            await Clock.Until(Math.Min(nextInput, nextBeat), end).AsTask().ContinueWith(static _ => { }, TaskScheduler.Default);
            var now = Clock.Milliseconds;
            if (now - Volatile.Read(ref _heardAt) > LostAfter)
                return false;
            if (now >= nextInput)
            {
                if (_random.Next(20) == 0)
                    angle = _random.NextDouble() * Math.Tau;
                Send(socket, DatagramPacket.PlayerInput, needsAck: false, (int)(Math.Cos(angle) * 100 * options.Speed), (int)(Math.Sin(angle) * 100 * options.Speed));
                nextInput += 1000 / options.Rate;
            }
            if (now >= nextBeat)
            {
                Beat(socket, now);
                nextBeat += 1000;
            }
        }
        return await FarewellAsync(socket);
    }

    /// <summary>The last heartbeat must be acknowledged, too: otherwise the session no longer existed.</summary>
    private async Task<bool> FarewellAsync(Socket socket)
    {
        var asked = false;
        for (var until = Clock.Milliseconds + Farewell; Clock.Milliseconds < until;)
        {
            lock (_lock)
            {
                if (_heartbeat is null && asked)
                    return true;
                asked |= _heartbeat is null;
            }
            Beat(socket, Clock.Milliseconds);
            await Task.Delay(50, CancellationToken.None);
        }
        stats.Error("unacknowledged");
        return false;
    }

    private void Beat(Socket socket, double now)
    {
        lock (_lock)
        {
            if (_heartbeat is not { } beat)
            {
                _heartbeat = new Heartbeat(NextSequence(), Stopwatch.GetTimestamp(), now) { LastAt = now };
                stats.SendReliable();
                Put(socket, DatagramPacket.Heartbeat, _heartbeat.Sequence, needsAck: true);
            }
            else if (now - beat.LastAt >= SendAgain)
            {
                (beat.LastAt, beat.Again) = (now, true);
                stats.Resend();
                Put(socket, DatagramPacket.Heartbeat, beat.Sequence, needsAck: true);
            }
        }
    }

    private async Task ReceiveAsync(Socket socket, CancellationToken over)
    {
        var buffer = new byte[4096];
        while (!over.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, over);
                Volatile.Write(ref _heardAt, Clock.Milliseconds);
                Take(socket, buffer.AsSpan(0, length));
            }
            catch (SocketException)
            {
                // Nobody listens there at the moment.
                await Task.Delay(100, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Take(Socket socket, ReadOnlySpan<byte> datagram)
    {
        stats.Receive(datagram.Length);
        if (!DatagramPacket.TryRead(datagram, out var packet) || datagram.Length > DatagramPacket.MaxBytes)
        {
            stats.Error("not_a_packet");
            return;
        }
        if (packet.NeedsAck)
        {
            stats.ReceiveReliable(_received.Add(packet.Sequence));
            Send(socket, DatagramPacket.Ack, needsAck: false, packet.Sequence);
        }
        if (packet.Id == DatagramPacket.Welcome)
            _welcomed = true;
        else if (packet.Id == DatagramPacket.PlayerUpdates)
            State();
        else if (packet.Id == DatagramPacket.Ack)
            Acknowledged(packet, datagram);
    }

    private void State()
    {
        if (_stateAt != 0 && Stopwatch.GetElapsedTime(_stateAt) is var gap && gap >= OneTick)
            stats.Gap.Record((long)gap.TotalMicroseconds);
        _stateAt = Stopwatch.GetTimestamp();
    }

    private void Acknowledged(DatagramPacket packet, ReadOnlySpan<byte> datagram)
    {
        lock (_lock)
        {
            if (_heartbeat is not { } beat || !packet.Lists(datagram, beat.Sequence))
                return;
            // If a heartbeat was sent twice, it is not known which one was acknowledged.
            if (!beat.Again)
                stats.RoundTrip.Record((long)Stopwatch.GetElapsedTime(beat.SentAt).TotalMicroseconds);
            stats.AcknowledgeReliable();
            _heartbeat = null;
        }
    }

    private void Send(Socket socket, int id, bool needsAck, params ReadOnlySpan<int> numbers)
    {
        lock (_lock)
            Put(socket, id, NextSequence(), needsAck, numbers);
    }

    private int NextSequence() => _sequence = (_sequence + 1) % DatagramPacket.Sequences;

    private void Put(Socket socket, int id, int sequence, bool needsAck, params ReadOnlySpan<int> numbers)
    {
        try
        {
            socket.Send(_out.AsSpan(0, DatagramPacket.Write(_out, id, sequence, needsAck, numbers)));
        }
        catch (SocketException)
        {
            // Lost like any other datagram.
        }
    }
}
