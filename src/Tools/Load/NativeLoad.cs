using System.Buffers.Binary;
using System.Text;

namespace Actors.Tools.Load;

/// <summary>The few messages of <c>actors.v1.msgpack</c> that a fake client needs. It asks for deltas, and accepts them without applying them.</summary>
internal static class NativeLoad
{
    /// <summary>The type of keyframes and deltas alike.</summary>
    public const string State = "state";

    private const byte FixMap = 0x80, LastFixMap = 0x8f, FixArray = 0x90, LastFixArray = 0x9f, FixText = 0xa0, LastFixText = 0xbf;
    private const byte True = 0xc3, Float64 = 0xcb, UInt32 = 0xce;

    private static readonly byte[] TypeField = Text("type");
    private static readonly byte[] CodeField = Text("code");

    public static readonly byte[] Hello = [FixMap | 3, .. Text("type"), .. Text("hello"), .. Text("version"), 1, .. Text("wishes"), FixMap | 1, .. Text("deltas"), True];

    public static readonly byte[] Ping = [FixMap | 2, .. Text("type"), .. Text("ping"), .. Text("sentAt"), 0];

    public static byte[] Move(int sequence, double x, double y)
    {
        var number = new byte[5];
        number[0] = UInt32;
        BinaryPrimitives.WriteUInt32BigEndian(number.AsSpan(1), (uint)sequence);
        return [FixMap | 4, .. Text("type"), .. Text("input"), .. Text("seq"), .. number, .. Text("x"), .. Double(x), .. Text("y"), .. Double(y)];
    }

    /// <summary>States are arrays, all others maps whose first field is the type. Null if it is neither.</summary>
    public static MessageHead Read(ReadOnlySpan<byte> message)
    {
        if (message is [>= FixArray and <= LastFixArray, ..])
            return new MessageHead(State, null);
        if (message is not [>= FixMap and <= LastFixMap, ..] || !message[1..].StartsWith(TypeField))
            return default;
        var type = TextAt(message[(1 + TypeField.Length)..]);
        var code = type is "error" or "goodbye" or "result" ? message.IndexOf(CodeField) : -1;
        return new MessageHead(type, code < 0 ? null : TextAt(message[(code + CodeField.Length)..]));
    }

    private static string? TextAt(ReadOnlySpan<byte> value) =>
        value is [>= FixText and <= LastFixText, ..] && value.Length > value[0] - FixText ? Encoding.UTF8.GetString(value.Slice(1, value[0] - FixText)) : null;

    private static byte[] Text(string text) => [(byte)(FixText | text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Double(double value)
    {
        var bytes = new byte[9];
        bytes[0] = Float64;
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(1), value);
        return bytes;
    }
}
