using System.Buffers.Binary;

namespace Actors.Tools.Load;

/// <summary>
/// <c>[packetId, sequence, needsAck, payload]</c> in MessagePack, as far as a fake client needs it: whole numbers, lists of them, bytes.
/// </summary>
internal readonly record struct DatagramPacket(int Id, int Sequence, bool NeedsAck, int PayloadAt)
{
    public const int Join = 0, Welcome = 1, Ack = 2, Heartbeat = 3, PlayerUpdates = 11, PlayerInput = 20;
    public const int Sequences = 10_001;
    public const int MaxBytes = 1200;

    /// <param name="numbers">The payload: a list of whole numbers, wrapped as bytes.</param>
    /// <returns>The length of the datagram.</returns>
    public static int Write(Span<byte> into, int id, int sequence, bool needsAck, params ReadOnlySpan<int> numbers)
    {
        into[0] = 0x94;
        var at = 1;
        at += WriteNumber(into[at..], id);
        at += WriteNumber(into[at..], sequence);
        at += WriteNumber(into[at..], needsAck ? 1 : 0);
        into[at++] = 0xc4;
        var start = ++at;
        into[at++] = (byte)(0x90 | numbers.Length);
        foreach (var number in numbers)
            at += WriteNumber(into[at..], number);
        into[start - 1] = (byte)(at - start);
        return at;
    }

    public static bool TryRead(ReadOnlySpan<byte> datagram, out DatagramPacket packet)
    {
        var at = 1;
        packet = default;
        if (datagram.Length < 5 || datagram[0] != 0x94
            || !TryNumber(datagram, ref at, out var id) || !TryNumber(datagram, ref at, out var sequence) || !TryNumber(datagram, ref at, out var needsAck))
            return false;
        packet = new DatagramPacket(id, sequence, needsAck == 1, at);
        return at < datagram.Length;
    }

    /// <summary>Whether the payload's list contains a number; the list may be wrapped as bytes or text.</summary>
    public bool Lists(ReadOnlySpan<byte> datagram, int wanted)
    {
        var at = PayloadAt;
        if (datagram[at] is 0xc4 or 0xd9)
            at += 2;
        else if ((datagram[at] & 0xe0) == 0xa0)
            at++;
        if (at >= datagram.Length || (datagram[at] & 0xf0) != 0x90)
            return false;
        var count = datagram[at++] & 0x0f;
        while (count-- > 0 && TryNumber(datagram, ref at, out var number))
        {
            if (number == wanted)
                return true;
        }
        return false;
    }

    private static int WriteNumber(Span<byte> into, int number)
    {
        if (number is >= -32 and < 128)
        {
            into[0] = (byte)number;
            return 1;
        }
        into[0] = 0xd1;
        BinaryPrimitives.WriteInt16BigEndian(into[1..], (short)number);
        return 3;
    }

    private static bool TryNumber(ReadOnlySpan<byte> from, ref int at, out int number)
    {
        number = 0;
        if (at >= from.Length)
            return false;
        var code = from[at];
        var bytes = code switch { < 0x80 => 0, 0xcc => 1, 0xcd or 0xd1 => 2, _ => -1 };
        if (bytes < 0 || at + bytes >= from.Length)
            return false;
        number = bytes switch { 0 => code, 1 => from[at + 1], _ => BinaryPrimitives.ReadInt16BigEndian(from[(at + 1)..]) };
        at += 1 + bytes;
        return true;
    }
}
