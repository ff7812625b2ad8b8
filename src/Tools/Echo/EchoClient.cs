using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.Tools.Common;

namespace Actors.Tools.Echo;

/// <summary>The datagrams that came back. Round trips in microseconds.</summary>
internal sealed record EchoResult(int Sent, int Received, int Duplicates, int Reordered, Latencies RoundTrip)
{
    public int Lost => Sent - Received;

    public override string ToString() =>
        $"sent {Sent}, lost {Lost}, duplicates {Duplicates}, reordered {Reordered}, round trip ms " +
        $"p50 {RoundTrip.Percentile(0.5) / 1000.0:0.00}, p95 {RoundTrip.Percentile(0.95) / 1000.0:0.00}, p99 {RoundTrip.Percentile(0.99) / 1000.0:0.00}";
}

/// <summary>Numbered datagrams: 4 bytes of number, 8 of the time of sending, then zeros.</summary>
internal static class EchoClient
{
    public const int LeastSize = 12;

    /// <summary>
    /// Sends <paramref name="count"/> datagrams at <paramref name="rate"/> a second, and waits for late ones up to <paramref name="patience"/> after the last.
    /// </summary>
    public static async Task<EchoResult> RunAsync(IPEndPoint target, int count, int size, double rate, TimeSpan patience, CancellationToken stop)
    {
        using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22 };
        socket.Connect(target);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var receiving = ReceiveAsync(socket, count, ended.Token);
        var buffer = new byte[size];
        var start = Clock.Milliseconds;
        var sent = 0;
        try
        {
            for (; sent < count; sent++)
            {
                await Clock.Until(start + (sent * 1000.0 / rate), ended.Token);
                BinaryPrimitives.WriteInt32LittleEndian(buffer, sent);
                BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(4), Stopwatch.GetTimestamp());
                try
                {
                    await socket.SendAsync(buffer, SocketFlags.None, ended.Token);
                }
                catch (SocketException)
                {
                    // Refused because nobody listens: it counts as lost.
                }
            }
            ended.CancelAfter(patience);
        }
        catch (OperationCanceledException)
        {
        }
        return await receiving with { Sent = sent };
    }

    private static async Task<EchoResult> ReceiveAsync(Socket socket, int count, CancellationToken ended)
    {
        var seen = new bool[count];
        var buffer = new byte[65_536];
        var roundTrip = new Latencies();
        int received = 0, duplicates = 0, reordered = 0, newest = -1;
        while (received < count && !ended.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, ended);
                var number = length >= LeastSize ? BinaryPrimitives.ReadInt32LittleEndian(buffer) : -1;
                if (number < 0 || number >= count)
                    continue;
                if (seen[number])
                {
                    duplicates++;
                    continue;
                }
                seen[number] = true;
                received++;
                if (number < newest)
                    reordered++;
                newest = Math.Max(newest, number);
                roundTrip.Record((long)Stopwatch.GetElapsedTime(BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(4))).TotalMicroseconds);
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException)
            {
            }
        }
        return new EchoResult(0, received, duplicates, reordered, roundTrip);
    }
}
