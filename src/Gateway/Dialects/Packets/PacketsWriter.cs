using System.Buffers;
using Actors.Channels;
using Actors.Codecs.MessagePack;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>Writes messages <c>[code, [args...]]</c>. Not thread-safe; reused by its owner, one message after the other.</summary>
internal sealed class PacketsWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64);

    /// <summary>Exactly as many arguments must follow.</summary>
    public MessagePackBufferWriter Begin(byte[] code, int args)
    {
        var writer = new MessagePackBufferWriter(_bytes);
        writer.WriteArrayHeader(2);
        writer.WriteText(code);
        writer.WriteArrayHeader(args);
        return writer;
    }

    public EncodedMessage End()
    {
        var message = EncodedMessage.Copy(_bytes.WrittenSpan, isText: false);
        _bytes.ResetWrittenCount();
        return message;
    }
}
