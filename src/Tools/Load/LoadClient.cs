using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using Actors.Tools.Common;

namespace Actors.Tools.Load;

/// <summary>
/// One fake client: it walks in a direction that changes now and then, pings once a second with one ping at a time, and reconnects a second after it was
/// disconnected. It has one buffer; a message beyond <see cref="MaxMessage"/> is an error.
/// </summary>
internal sealed class LoadClient(LoadOptions options, LoadStats stats, int number)
{
    private const int MaxMessage = 1 << 20;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);
    private readonly Random _random = new(unchecked((options.Seed * 397) ^ number));
    private byte[] _buffer = new byte[16_384];
    private long _pingAt;
    private int _sequence;

    /// <summary>The server's heartbeat is answered on the thread that sends everything else, because only one send may run at a time.</summary>
    private int _heartbeat;

    public async Task RunAsync(SemaphoreSlim connecting, CancellationToken end)
    {
        for (var again = false; !end.IsCancellationRequested;)
        {
            using var socket = new ClientWebSocket();
            try
            {
                await ConnectAsync(socket, connecting, end);
                stats.Connect(again);
                again = true;
                await TalkAsync(socket, end);
            }
            catch (Exception failed) when (failed is WebSocketException or SocketException or IOException)
            {
                stats.Error("connect");
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(1000, end).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task ConnectAsync(ClientWebSocket socket, SemaphoreSlim connecting, CancellationToken end)
    {
        var dialect = options.Dialect;
        if (dialect.Subprotocol is { } subprotocol)
            socket.Options.AddSubProtocol(subprotocol);
        await connecting.WaitAsync(end);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{options.Host}:{options.Ports[number % options.Ports.Count]}{dialect.Path}"), end);
            if (dialect.Hello is { } hello)
                await SendAsync(socket, hello);
        }
        finally
        {
            connecting.Release();
        }
    }

    private async Task TalkAsync(ClientWebSocket socket, CancellationToken end)
    {
        (_pingAt, _heartbeat) = (0, 0);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        var receiving = ReceiveAsync(socket, over);
        try
        {
            await SpeakAsync(socket, over.Token);
        }
        catch (Exception cut) when (cut is OperationCanceledException or WebSocketException or IOException)
        {
        }
        stats.Leave();
        if (!end.IsCancellationRequested)
        {
            stats.Lose();
            socket.Abort();
        }
        else if (socket.State == WebSocketState.Open)
        {
            using var patience = new CancellationTokenSource(Farewell);
            try
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                await receiving.WaitAsync(patience.Token);
            }
            catch (Exception cut) when (cut is OperationCanceledException or WebSocketException)
            {
                socket.Abort();
            }
        }
        await receiving;
    }

    private async Task SpeakAsync(ClientWebSocket socket, CancellationToken over)
    {
        var next = Clock.Milliseconds + (_random.NextDouble() * 1000 / options.Rate);
        var nextPing = Clock.Milliseconds + (_random.NextDouble() * 1000);
        var angle = _random.NextDouble() * Math.Tau;
        while (true)
        {
            await Clock.Until(Math.Min(next, nextPing), over);
            if (Interlocked.Exchange(ref _heartbeat, 0) != 0)
                await SendAsync(socket, "3"u8.ToArray());
            if (Clock.Milliseconds >= next)
            {
                if (_random.Next(20) == 0)
                    angle = _random.NextDouble() * Math.Tau;
                await SendAsync(socket, options.Dialect.Move(++_sequence, Math.Cos(angle) * options.Speed, Math.Sin(angle) * options.Speed));
                next += 1000 / options.Rate;
            }
            if (Clock.Milliseconds >= nextPing)
            {
                if (Interlocked.CompareExchange(ref _pingAt, Stopwatch.GetTimestamp(), 0) == 0)
                    await SendAsync(socket, options.Dialect.Ping);
                nextPing += 1000;
            }
        }
    }

    private async Task ReceiveAsync(ClientWebSocket socket, CancellationTokenSource over)
    {
        long stateAt = 0;
        try
        {
            for (var length = 0; ;)
            {
                var got = await socket.ReceiveAsync(_buffer.AsMemory(length), default);
                if (got.MessageType == WebSocketMessageType.Close)
                    break;
                length += got.Count;
                if (got.EndOfMessage && options.Dialect.IsSocketIO && length == 1 && _buffer[0] == (byte)'2')
                {
                    Volatile.Write(ref _heartbeat, 1);
                    length = 0;
                }
                else if (got.EndOfMessage)
                {
                    Take(_buffer.AsSpan(0, length), ref stateAt);
                    length = 0;
                }
                else if (length == MaxMessage)
                {
                    stats.Error("message_too_long");
                    break;
                }
                else if (length == _buffer.Length)
                    Array.Resize(ref _buffer, 2 * length);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or OperationCanceledException)
        {
        }
        await over.CancelAsync();
    }

    private void Take(ReadOnlySpan<byte> message, ref long stateAt)
    {
        stats.Receive(message.Length);
        if (options.Dialect.IsSocketIO && !message.StartsWith("42"u8))
            return;
        var head = options.Dialect.Read(message);
        if (head.Type == options.Dialect.StateType && head.Type is not null)
        {
            if (stateAt != 0)
                stats.Gap.Record((long)Stopwatch.GetElapsedTime(stateAt).TotalMicroseconds);
            stateAt = Stopwatch.GetTimestamp();
        }
        else if (head.Type == options.Dialect.PongType && Interlocked.Exchange(ref _pingAt, 0) is not 0 and var sent)
            stats.RoundTrip.Record((long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
        else if (head.Type is null)
            stats.Error("not_understood");
        else if (head.Code is { } code)
            stats.Error(code);
    }

    /// <summary>A server that takes nothing for so long counts as gone: the client gives up the socket.</summary>
    private async Task SendAsync(ClientWebSocket socket, byte[] message)
    {
        using var patience = new CancellationTokenSource(options.SendPatience);
        try
        {
            await socket.SendAsync(message, options.Dialect.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        }
        catch (OperationCanceledException late) when (patience.IsCancellationRequested)
        {
            stats.Error("send_timeout");
            throw new IOException("The server took nothing for too long.", late);
        }
    }
}
