using System.Buffers;
using Actors.Codecs.MessagePack;
using Actors.Datagrams;

namespace Actors.Gateway.Dialects.Datagram;

/// <summary>A list that is cut into packets that each fit a datagram. Reusable after <see cref="End"/>.</summary>
internal sealed class PacketList(DatagramMessages messages, DatagramBundle bundle, byte id)
{
    /// <summary>A list of more than 15 items and the bytes around it have headers of three bytes each.</summary>
    private const int MaxItemBytes = DatagramHeader.MaxPayloadBytes - 3 - 3;

    private readonly ArrayBufferWriter<byte> _items = new(MaxItemBytes);
    private readonly ArrayBufferWriter<byte> _item = new();
    private int _count;
    private int _packets;

    /// <summary>The space for the next item, before <see cref="Add"/>.</summary>
    public MessagePackBufferWriter Item
    {
        get
        {
            _item.ResetWrittenCount();
            return new MessagePackBufferWriter(_item, messages.Format);
        }
    }

    public void Add()
    {
        if (_items.WrittenCount + _item.WrittenCount > MaxItemBytes)
            Flush();
        _items.Write(_item.WrittenSpan);
        _count++;
    }

    /// <param name="evenEmpty">Whether an empty list is sent, too.</param>
    public void End(bool evenEmpty = false)
    {
        if (_count > 0 || (evenEmpty && _packets == 0))
            Flush();
        _packets = 0;
    }

    private void Flush()
    {
        Span<byte> list = stackalloc byte[DatagramHeader.MaxDatagramBytes];
        Span<byte> payload = stackalloc byte[DatagramHeader.MaxDatagramBytes];
        var writer = new MessagePackWriter(list);
        writer.WriteArrayHeader(_count);
        writer.WriteRaw(_items.WrittenSpan);
        bundle.Add(id, needsAck: false, messages.Bytes(payload, writer.WrittenSpan));
        _items.ResetWrittenCount();
        _count = 0;
        _packets++;
    }
}
