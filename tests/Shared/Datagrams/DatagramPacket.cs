using Actors.Codecs.MessagePack;
using Actors.Datagrams;

namespace Actors.Tests;

/// <summary>A datagram as it was sent, taken apart.</summary>
internal sealed record DatagramPacket(int Id, int Sequence, bool NeedsAck, string Payload, int Length)
{
    public static DatagramPacket Read(ReadOnlySpan<byte> datagram)
    {
        Assert.True(DatagramHeader.TryParse(datagram, out var header));
        var reader = header.Payload();
        Assert.True(MessagePackValue.TryRead(ref reader, out var value));
        return new DatagramPacket(header.Id, header.Sequence, header.NeedsAck, value.ToString(), datagram.Length);
    }

    public static byte[] Write(int id, int sequence, bool needsAck, MessagePackValue payload)
    {
        Span<byte> value = stackalloc byte[2048];
        var writer = new MessagePackWriter(value);
        Assert.True(payload.TryWrite(ref writer));
        Span<byte> datagram = stackalloc byte[2100];
        return datagram[..DatagramHeader.Write(datagram, (byte)id, sequence, needsAck, writer.WrittenSpan)].ToArray();
    }

    public static MessagePackValue Numbers(params int[] numbers) => new MessagePackValue.Array([.. numbers.Select(static number => new MessagePackValue.Integer(number))]);

    /// <summary>How a client asks to join.</summary>
    public static byte[] Join(int sequence = 0, bool needsAck = false) =>
        Write(DatagramIds.Join, sequence, needsAck, new MessagePackValue.Text([.. "hello, world"u8]));
}
