using System.Buffers;
using System.Text;

namespace Actors.Codecs.MessagePack;

/// <summary>
/// <see cref="MessagePackWriter"/> over a buffer that grows, for messages whose size is not known beforehand: it is never full, so its methods return nothing.
/// </summary>
public readonly struct MessagePackBufferWriter(IBufferWriter<byte> output, MessagePackFormat format = MessagePackFormat.Current)
{
    /// <summary>One byte.</summary>
    public void WriteNil()
    {
        var writer = Reserve(0);
        Commit(writer.WriteNil(), writer);
    }

    /// <summary>One byte.</summary>
    public void WriteBoolean(bool value)
    {
        var writer = Reserve(0);
        Commit(writer.WriteBoolean(value), writer);
    }

    /// <summary>In the shortest form.</summary>
    public void WriteInt64(long value)
    {
        var writer = Reserve(0);
        Commit(writer.WriteInt64(value), writer);
    }

    /// <summary>In the shortest form.</summary>
    public void WriteUInt64(ulong value)
    {
        var writer = Reserve(0);
        Commit(writer.WriteUInt64(value), writer);
    }

    /// <inheritdoc cref="MessagePackWriter.WriteDouble"/>
    public void WriteDouble(double value)
    {
        var writer = Reserve(0);
        Commit(writer.WriteDouble(value), writer);
    }

    /// <inheritdoc cref="MessagePackWriter.WriteText"/>
    public void WriteText(ReadOnlySpan<byte> utf8)
    {
        var writer = Reserve(utf8.Length);
        Commit(writer.WriteText(utf8), writer);
    }

    /// <inheritdoc cref="MessagePackWriter.WriteString"/>
    public void WriteString(ReadOnlySpan<char> text)
    {
        var writer = Reserve(Encoding.UTF8.GetByteCount(text));
        Commit(writer.WriteString(text), writer);
    }

    /// <summary>In the shortest form.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        var writer = Reserve(bytes.Length);
        Commit(writer.WriteBinary(bytes), writer);
    }

    /// <inheritdoc cref="MessagePackWriter.WriteArrayHeader"/>
    public void WriteArrayHeader(int count)
    {
        var writer = Reserve(0);
        Commit(writer.WriteArrayHeader(count), writer);
    }

    /// <inheritdoc cref="MessagePackWriter.WriteMapHeader"/>
    public void WriteMapHeader(int pairs)
    {
        var writer = Reserve(0);
        Commit(writer.WriteMapHeader(pairs), writer);
    }

    /// <inheritdoc cref="MessagePackWriter.WriteExtension"/>
    public void WriteExtension(sbyte type, ReadOnlySpan<byte> data)
    {
        var writer = Reserve(data.Length);
        Commit(writer.WriteExtension(type, data), writer);
    }

    /// <inheritdoc cref="MessagePackWriter.WriteRaw"/>
    public void WriteRaw(ReadOnlySpan<byte> encoded) => output.Write(encoded);

    private MessagePackWriter Reserve(int payloadBytes) => new(output.GetSpan(MessagePackWriter.MaxHeadBytes + payloadBytes), format);

    private void Commit(bool fitted, in MessagePackWriter writer)
    {
        // A buffer writer that returns less than it was asked for breaks its contract
        if (!fitted)
            throw new InvalidOperationException("The buffer is smaller than it was asked to be.");
        output.Advance(writer.Written);
    }
}
