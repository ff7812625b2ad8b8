using Actors.Codecs.MessagePack;

namespace Actors.Gateway.Dialects.Native.Reading;

internal static class PackMessageReader
{
    private static readonly MessagePackLimits Limits = new() { MaxBytes = 65_536 };

    /// <summary>False: the bytes are not one MessagePack map whose keys are text.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ClientMessage message)
    {
        message = new ClientMessage { Arguments = ClientMessage.NoArguments };
        var reader = new MessagePackReader(payload, Limits);
        if (!reader.TryReadMapHeader(out var fields))
            return false;
        for (; fields > 0; fields--)
        {
            if (!reader.TryReadText(out var key) || !TryReadValue(ref reader, key, ref message))
                return false;
        }
        return reader.AtEnd;
    }

    private static bool TryReadValue(ref MessagePackReader reader, ReadOnlySpan<byte> key, ref ClientMessage message)
    {
        if (key.SequenceEqual("args"u8))
        {
            var arguments = reader;
            message.Arguments = arguments.TryReadNil() ? ClientMessage.NoArguments : PackJson.Of(arguments);
            return reader.TrySkip();
        }
        switch (reader.NextKind)
        {
            case MessagePackKind.Text:
                return reader.TryReadString(out var text) && Set(key, text, ref message);
            case MessagePackKind.Integer or MessagePackKind.Float:
                return reader.TryReadDouble(out var number) && Set(key, number, ref message);
            case MessagePackKind.Map when key.SequenceEqual("wishes"u8):
                return TryReadCapabilities(ref reader, ref message);
            default:
                return reader.TrySkip();
        }
    }

    private static bool TryReadCapabilities(ref MessagePackReader reader, ref ClientMessage message)
    {
        if (!reader.TryReadMapHeader(out var capabilities))
            return false;
        for (; capabilities > 0; capabilities--)
        {
            if (!reader.TryReadText(out var capability))
                return false;
            if (!reader.TryReadBoolean(out var isSupported) && !reader.TrySkip())
                return false;
            if (capability.SequenceEqual("deltas"u8))
                message.Deltas = isSupported;
            else if (capability.SequenceEqual("area"u8))
                message.Area = isSupported;
        }
        return true;
    }

    private static bool Set(ReadOnlySpan<byte> key, string text, ref ClientMessage message)
    {
        if (key.SequenceEqual("type"u8))
            message.Type = text;
        else if (key.SequenceEqual("line"u8))
            message.Line = text;
        else if (key.SequenceEqual("verb"u8))
            message.Verb = text;
        else if (key.SequenceEqual("target"u8))
            message.Target = text;
        else if (key.SequenceEqual("name"u8))
            message.Name = text;
        else if (key.SequenceEqual("token"u8))
            message.Token = text;
        else if (key.SequenceEqual("room"u8))
            message.Room = text;
        else if (key.SequenceEqual("resume"u8))
            message.Resume = text;
        return true;
    }

    private static bool Set(ReadOnlySpan<byte> key, double number, ref ClientMessage message)
    {
        if (!double.IsFinite(number))
            return true;
        if (key.SequenceEqual("x"u8))
            message.X = number;
        else if (key.SequenceEqual("y"u8))
            message.Y = number;
        else if (key.SequenceEqual("seq"u8))
            message.Sequence = number;
        else if (key.SequenceEqual("angle"u8))
            message.Angle = number;
        else if (key.SequenceEqual("sentAt"u8))
            message.SentAt = number;
        else if (key.SequenceEqual("id"u8))
            message.Id = number;
        else if (key.SequenceEqual("version"u8))
            message.Version = number;
        else if (key.SequenceEqual("fromEvent"u8))
            message.FromEvent = number;
        return true;
    }
}
