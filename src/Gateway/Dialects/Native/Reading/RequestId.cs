using Actors.Codecs.MessagePack;
using Actors.Gateway.Codecs;
using Actors.Gateway.Dialects.Native.Writing;

namespace Actors.Gateway.Dialects.Native.Reading;

/// <summary>
/// The id of a command that cannot be executed, or not even read, in either encoding: a line that is not text, or a map that is deeper or larger than
/// allowed. Its sender waits for the answer under this id.
/// </summary>
internal static class RequestId
{
    private static ReadOnlySpan<byte> Command => "command"u8;

    /// <summary>Null: the bytes are not a command with an id.</summary>
    public static long? Of(ReadOnlySpan<byte> payload, bool isText, NativeFormat format)
    {
        var id = format == NativeFormat.Json ? JsonInput.NumberOf(payload, "id"u8, kind: "command") : isText ? null : OfMap(payload);
        return ClientMessage.ToInteger(id) is > 0 and var whole ? whole : null;
    }

    private static double? OfMap(ReadOnlySpan<byte> payload)
    {
        var reader = new MessagePackReader(payload);
        if (!reader.TryReadMapHeader(out var fields))
            return null;
        var (isCommand, id) = (false, (double?)null);
        for (; fields > 0; fields--)
        {
            var isKnown = reader.TryReadText(out var key);
            if (!isKnown && !reader.TrySkip())
                return null;
            if (isKnown && key.SequenceEqual("type"u8) && reader.TryReadText(out var type))
                isCommand = type.SequenceEqual(Command);
            else if (isKnown && key.SequenceEqual("id"u8) && reader.TryReadDouble(out var number))
                id = number;
            else if (!reader.TrySkip())
                return null;
        }
        return isCommand && reader.AtEnd ? id : null;
    }
}
