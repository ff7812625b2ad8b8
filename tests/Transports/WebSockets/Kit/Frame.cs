using System.Buffers.Binary;
using System.Text;
using Actors.Channels;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>
/// A frame as a test wants it, right or wrong. This is a second, plain implementation of RFC 6455, 5.2, on purpose: it
/// shares nothing with the one under test.
/// </summary>
internal sealed record Frame(byte Opcode, byte[] Payload)
{
    public const byte Continuation = 0, TextOpcode = 1, BinaryOpcode = 2, CloseOpcode = 8, PingOpcode = 9, PongOpcode = 10;

    public bool Fin { get; init; } = true;

    public byte Rsv { get; init; }

    /// <summary>Null: not masked.</summary>
    public byte[]? Key { get; init; } = [0x37, 0xFA, 0x21, 0x3D];

    /// <summary>What the header says instead of the true length.</summary>
    public ulong? AnnouncedLength { get; init; }

    /// <summary>0: as short as can be; 2 or 8: that many bytes even if fewer would do.</summary>
    public int LengthBytes { get; init; }

    public string TextPayload => Encoding.UTF8.GetString(Payload);

    public CloseCode? Code => Payload.Length < 2 ? null : (CloseCode)BinaryPrimitives.ReadUInt16BigEndian(Payload);

    public string Reason => Payload.Length < 2 ? "" : Encoding.UTF8.GetString(Payload.AsSpan(2));

    public static Frame Text(string text) => new(TextOpcode, Encoding.UTF8.GetBytes(text));

    public static Frame Text(byte[] bytes) => new(TextOpcode, bytes);

    public static Frame Binary(byte[] bytes) => new(BinaryOpcode, bytes);

    public static Frame Ping(params byte[] bytes) => new(PingOpcode, bytes);

    public static Frame Pong(params byte[] bytes) => new(PongOpcode, bytes);

    public static Frame More(byte[] bytes, bool fin) => new(Continuation, bytes) { Fin = fin };

    public static Frame More(string text, bool fin) => More(Encoding.UTF8.GetBytes(text), fin);

    public static Frame Close() => new(CloseOpcode, []);

    public static Frame Close(int code, string reason = "") => Close(code, Encoding.UTF8.GetBytes(reason));

    public static Frame Close(int code, byte[] reason) => new(CloseOpcode, [(byte)(code >> 8), (byte)code, .. reason]);

    public byte[] ToBytes()
    {
        var length = AnnouncedLength ?? (ulong)Payload.Length;
        var lengthBytes = Math.Max(LengthBytes, length switch { < 126 => 0, <= ushort.MaxValue => 2, _ => 8 });
        var masked = Key is null ? 0 : 0x80;
        var bytes = new List<byte> { (byte)((Fin ? 0x80 : 0) | Rsv | Opcode) };
        bytes.Add((byte)(masked | lengthBytes switch { 0 => (int)length, 2 => 126, _ => 127 }));
        for (var i = lengthBytes - 1; i >= 0; i--)
            bytes.Add((byte)(length >> (8 * i)));
        if (Key is not null)
            bytes.AddRange(Key);
        bytes.AddRange(Key is null ? Payload : Payload.Select((b, i) => (byte)(b ^ Key[i % 4])));
        return [.. bytes];
    }
}
