using Actors.Codecs.MessagePack;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>
/// A parsed message of a client: <c>[code, [args...]]</c>, and nothing after it. Required arguments must be there and of their type; further arguments are ignored, for
/// clients that send more.
/// </summary>
internal readonly record struct PacketsRequest
{
    public PacketKind Kind { get; private init; }

    /// <summary>Radians.</summary>
    public double? Angle { get; private init; }

    /// <summary>An item's number; for an attack 1, and 0 when it ends; for a purchase the shelf.</summary>
    public long Number { get; private init; }

    public string? Text { get; private init; }

    /// <summary>The fields that a start message gives.</summary>
    public Hello? Hello { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, PacketsCodes codes, out PacketsRequest request)
    {
        request = default;
        var reader = new MessagePackReader(payload);
        if (!reader.TryReadArrayHeader(out var parts) || parts != 2 || !codes.TryRead(ref reader, out var kind) || !reader.TryReadArrayHeader(out var given))
            return false;
        request = new PacketsRequest { Kind = kind };
        var left = given;
        var read = kind switch
        {
            PacketKind.Start => TryReadHello(ref reader, ref left, ref request),
            PacketKind.Move => TryReadAngle(ref reader, ref left, ref request),
            PacketKind.Face => TryReadAngle(ref reader, ref left, ref request) && request.Angle is not null,
            PacketKind.Attack => TryReadSwitch(ref reader, ref left, ref request) && (left == 0 || TryReadAngle(ref reader, ref left, ref request)),
            PacketKind.Select => TryReadNumber(ref reader, ref left, ref request),
            PacketKind.Chat => TryReadText(ref reader, ref left, ref request),
            PacketKind.Buy => TryReadShelf(ref reader, ref left, ref request),
            _ => true,
        };
        while (read && left-- > 0)
            read = reader.TrySkip();
        return read && reader.AtEnd;
    }

    private static bool TryReadAngle(ref MessagePackReader reader, ref int left, ref PacketsRequest request)
    {
        if (left-- == 0)
            return false;
        if (reader.TryReadNil())
            return true;
        if (!reader.TryReadDouble(out var angle) || !double.IsFinite(angle))
            return false;
        request = request with { Angle = angle };
        return true;
    }

    private static bool TryReadNumber(ref MessagePackReader reader, ref int left, ref PacketsRequest request)
    {
        if (left-- == 0 || !reader.TryReadInt64(out var number))
            return false;
        request = request with { Number = number };
        return true;
    }

    private static bool TryReadSwitch(ref MessagePackReader reader, ref int left, ref PacketsRequest request)
    {
        if (reader.NextKind != MessagePackKind.Boolean)
            return TryReadNumber(ref reader, ref left, ref request) && request.Number is 0 or 1;
        if (left-- == 0 || !reader.TryReadBoolean(out var on))
            return false;
        request = request with { Number = on ? 1 : 0 };
        return true;
    }

    /// <summary>The arguments are whether it is bought or put on, the item, and the shelf, which alone is used here; all may be left out.</summary>
    private static bool TryReadShelf(ref MessagePackReader reader, ref int left, ref PacketsRequest request)
    {
        for (var passed = 0; passed < 2 && left > 0; passed++, left--)
        {
            if (!reader.TrySkip())
                return false;
        }
        if (left > 0 && reader.TryReadInt64(out var shelf))
        {
            left--;
            request = request with { Number = shelf == 1 ? 1 : 0 };
        }
        return true;
    }

    private static bool TryReadText(ref MessagePackReader reader, ref int left, ref PacketsRequest request)
    {
        if (left-- == 0 || !reader.TryReadString(out var text))
            return false;
        request = request with { Text = text };
        return true;
    }

    /// <summary>A map of what is known of the player; may be nil or left out. Other keys are ignored.</summary>
    private static bool TryReadHello(ref MessagePackReader reader, ref int left, ref PacketsRequest request)
    {
        request = request with { Hello = new Hello(null, null, null) };
        if (left == 0)
            return true;
        left--;
        if (reader.TryReadNil())
            return true;
        if (!reader.TryReadMapHeader(out var pairs))
            return false;
        var hello = request.Hello;
        for (; pairs > 0; pairs--)
        {
            if (!reader.TryReadText(out var key) && !reader.TrySkip())
                return false;
            if (!reader.TryReadString(out var value))
            {
                if (!reader.TrySkip())
                    return false;
                continue;
            }
            if (key.SequenceEqual("name"u8))
                hello = hello with { Name = value };
            else if (key.SequenceEqual("token"u8))
                hello = hello with { Token = value };
            else if (key.SequenceEqual("room"u8))
                hello = hello with { Room = value };
        }
        request = request with { Hello = hello };
        return true;
    }
}
