using System.Buffers;
using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Datagrams;
using Actors.World;

namespace Actors.Gateway.Dialects.Datagram;

/// <summary>The messages of the dialect, server to client. Payloads are MessagePack, as bytes within the datagram's own MessagePack.</summary>
internal sealed class DatagramMessages(MessagePackFormat format)
{
    /// <summary>The clients' field reaches one unit less than this on each side of 0,0.</summary>
    private const int WorldWidth = 20;
    private const int WorldHeight = 10;

    public MessagePackFormat Format => format;

    public EncodedMessage WorldInfo()
    {
        var inner = new ArrayBufferWriter<byte>();
        var writer = new MessagePackBufferWriter(inner, format);
        writer.WriteMapHeader(2);
        writer.WriteText("width"u8);
        writer.WriteInt64(WorldWidth);
        writer.WriteText("height"u8);
        writer.WriteInt64(WorldHeight);
        return Packet(PacketIds.WorldInfo, needsAck: true, inner.WrittenSpan);
    }

    public EncodedMessage Welcome(PlayerRecord you, Projection projection)
    {
        var inner = new ArrayBufferWriter<byte>();
        var (x, y) = projection.ToDialect(you.Position);
        Player(new MessagePackBufferWriter(inner, format), you.Id, x, y);
        return Packet(PacketIds.Welcome, needsAck: true, inner.WrittenSpan);
    }

    /// <summary>One packet for each player that has left.</summary>
    public EncodedMessage Left(params ReadOnlySpan<PlayerId> players)
    {
        var bundle = new DatagramBundle();
        Span<byte> buffer = stackalloc byte[DatagramHeader.MaxDatagramBytes];
        foreach (var player in players)
        {
            var writer = new MessagePackWriter(buffer);
            writer.WriteInt64(player.Value);
            bundle.Add(PacketIds.PlayerLeft, needsAck: true, Bytes(buffer[writer.Written..], writer.WrittenSpan));
        }
        return bundle.ToMessage();
    }

    public static void Player(MessagePackBufferWriter writer, PlayerId id, double x, double y)
    {
        var (red, green, blue) = PlayerColor.Of(id);
        writer.WriteMapHeader(5);
        writer.WriteText("uuid"u8);
        writer.WriteInt64(id.Value);
        writer.WriteText("colorRed"u8);
        writer.WriteInt64(red);
        writer.WriteText("colorGreen"u8);
        writer.WriteInt64(green);
        writer.WriteText("colorBlue"u8);
        writer.WriteInt64(blue);
        writer.WriteText("position"u8);
        Position(writer, x, y);
    }

    public static void Bullet(MessagePackBufferWriter writer, ProjectileView bullet, Projection projection)
    {
        var (x, y) = projection.ToDialect(bullet.XMilli, bullet.YMilli);
        // Axes that are stretched differently change the angle as well.
        var angle = bullet.AngleMilli / 1000.0;
        var rotation = Math.Atan2(Math.Sin(angle) * projection.ScaleY, Math.Cos(angle) * projection.ScaleX);
        writer.WriteMapHeader(5);
        writer.WriteText("x"u8);
        writer.WriteDouble((float)Math.Round(x, 3));
        writer.WriteText("y"u8);
        writer.WriteDouble((float)Math.Round(y, 3));
        writer.WriteText("position"u8);
        Position(writer, x, y);
        writer.WriteText("rotation"u8);
        writer.WriteInt64((long)Math.Round(rotation * 1000));
        writer.WriteText("owner"u8);
        writer.WriteInt64(bullet.Owner.Value);
    }

    /// <summary>Wraps a value as bytes.</summary>
    public ReadOnlySpan<byte> Bytes(Span<byte> buffer, ReadOnlySpan<byte> value)
    {
        var writer = new MessagePackWriter(buffer, format);
        writer.WriteBinary(value);
        return buffer[..writer.Written];
    }

    private EncodedMessage Packet(byte id, bool needsAck, ReadOnlySpan<byte> value)
    {
        Span<byte> buffer = stackalloc byte[DatagramHeader.MaxDatagramBytes];
        return new DatagramBundle().Add(id, needsAck, Bytes(buffer, value)).ToMessage();
    }

    private static void Position(MessagePackBufferWriter writer, double x, double y)
    {
        writer.WriteArrayHeader(2);
        writer.WriteInt64((long)Math.Round(x * 1000));
        writer.WriteInt64((long)Math.Round(y * 1000));
    }
}
