using System.Text;
using Actors.Tools.Inspect;

namespace Actors.Tools.Tests.Inspect;

/// <summary>Bytes of a connection in, lines out, however the network cuts them up.</summary>
public sealed class ConversationTests
{
    private static readonly string Upgrade =
        "GET /ws/game/?name=Ada HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: actors.v1.json\r\n\r\n";

    private static readonly string Agreed = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: actors.v1.json\r\n\r\n";

    private static readonly string[] Opened =
    [
        "#1 -> http GET /ws/game/?name=Ada HTTP/1.1; Upgrade: websocket; Sec-WebSocket-Protocol: actors.v1.json",
        "#1 <- http HTTP/1.1 101 Switching Protocols; Upgrade: websocket; Sec-WebSocket-Protocol: actors.v1.json",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Frames_are_shown_with_flags_and_lengths_however_TCP_splits_them(int piece)
    {
        var lines = Talk(piece, 400,
            (true, Ascii(Upgrade)), (false, Ascii(Agreed)),
            (true, Frame(0x81, "{ \"type\": \"hello\" }"u8, masked: true)),
            (false, Frame(0x82, [0x93, 0x01, 0xa1, 0x78, 0xc0])),
            (false, Frame(0x01, "{\"type\":"u8)),
            (false, Frame(0x89, [1, 2])),
            (false, Frame(0x80, "\"state\"}"u8)),
            (true, Frame(0x8a, [1, 2], masked: true)),
            (false, Frame(0xc1, [1, 2, 3])),
            (false, Frame(0x88, [0x03, 0xe9, .. "going away"u8])),
            (true, []));
        Assert.Equal(
            [
                .. Opened,
                "#1 -> text FM 19 {\"type\":\"hello\"}",
                "#1 <- binary F 5 [1, \"x\", nil]",
                "#1 <- text 8 fragment 1",
                "#1 <- ping F 2 h'0102'",
                "#1 <- cont F 8 2 fragments, 16 bytes of text: {\"type\":\"state\"}",
                "#1 -> pong FM 2 h'0102'",
                "#1 <- text FC 3 compressed",
                "#1 <- close F 12 1001 going away",
                "#1 -> end",
            ],
            lines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void HTTP_is_shown_request_by_request_with_every_kind_of_body(int piece) => Assert.Equal(
        [
            "#1 -> http POST /a HTTP/1.1; Content-Length: 11",
            "#1 -> body 11 {\"a\":[1]}",
            "#1 <- http HTTP/1.1 200 OK; Transfer-Encoding: chunked",
            "#1 <- body 9 {\"b\":2}",
            "#1 -> http HEAD /b HTTP/1.1",
            "#1 <- http HTTP/1.1 200 OK; Content-Length: 5000",
            "#1 -> http GET /c HTTP/1.1",
            "#1 <- http HTTP/1.1 404 Not Found",
            "#1 <- body 7 nothing",
            "#1 <- end",
        ],
        Talk(piece, 400,
            (true, Ascii("POST /a HTTP/1.1\r\nContent-Length: 11\r\n\r\n{ \"a\": [1]}")),
            (false, Ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{  \r\n6\r\n\"b\":2}\r\n0\r\n\r\n")),
            (true, Ascii("HEAD /b HTTP/1.1\r\n\r\n")),
            (false, Ascii("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")),
            (true, Ascii("GET /c HTTP/1.1\r\n\r\n")),
            (false, Ascii("HTTP/1.1 404 Not Found\r\n\r\nnothing")),
            (false, [])));

    [Fact]
    public void Socket_IO_is_recognized_by_its_path_in_polling_and_WebSocket() => Assert.Equal(
        [
            "#1 -> http POST /socket.io/?EIO=4&sid=x HTTP/1.1; Content-Length: 10",
            "#1 -> body 10 message CONNECT | message EVENT [\"x\"]",
            "#1 <- http HTTP/1.1 400 Bad Request; Content-Length: 3",
            "#1 <- body 3 {}",
            "#1 -> http GET /socket.io/?EIO=4&transport=websocket HTTP/1.1; Upgrade: websocket",
            "#1 <- http HTTP/1.1 101 Switching Protocols",
            "#1 <- text F 7 message EVENT [\"a\"]",
            "#1 <- binary F 3 attachment h'010203'",
        ],
        Talk(5, 400,
            (true, Ascii("POST /socket.io/?EIO=4&sid=x HTTP/1.1\r\nContent-Length: 10\r\n\r\n40\u001e42[\"x\"]")),
            (false, Ascii("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\n{ }")),
            (true, Ascii("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")),
            (false, Ascii("HTTP/1.1 101 Switching Protocols\r\n\r\n")),
            (false, Frame(0x81, "42[\"a\"]"u8)),
            (false, Frame(0x82, [1, 2, 3]))));

    [Fact]
    public void Long_messages_are_truncated_and_the_next_is_shown()
    {
        var text = Encoding.UTF8.GetBytes($"{{\"type\":\"keyframe\",\"x\":\"{new string('y', 300_000)}\"}}");
        var lines = Talk(16_384, 80,
            (true, Ascii(Upgrade)), (false, Ascii(Agreed)),
            (false, Frame(0x81, text)),
            (false, Frame(0x01, text)), (false, Frame(0x80, "!"u8)),
            (false, Frame(0x81, "ok"u8)));
        Assert.Contains($"#1 <- text F {text.Length} {{\"type\":\"keyframe\"", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("...", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"#1 <- cont F 1 2 fragments, {text.Length + 1} bytes of text: {{", lines[4], StringComparison.Ordinal);
        Assert.Equal("#1 <- text F 2 ok", lines[5]);
    }

    [Fact]
    public void Raw_shows_bytes_and_non_HTTP_is_reported_once()
    {
        var raw = new Transcript(raw: true);
        var conversation = new Conversation(1, raw.Printer);
        conversation.Seen(true, Ascii(Upgrade));
        conversation.Seen(false, Ascii(Agreed));
        conversation.Seen(true, Frame(0x81, "hi"u8, masked: true));
        Assert.Equal("#1 -> text FM 2 h'6869'", raw.Lines[2]);
        Assert.StartsWith("#1 -> lost not HTTP", Assert.Single(Talk(1000, 400, (true, new byte[50_000]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_do_not_break_parsing()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var noise = new byte[random.Next(2000)];
            random.NextBytes(noise);
            var heads = i % 3 == 0;
            Talk(random.Next(1, 300), 200,
                (true, Ascii(heads ? Upgrade : "")), (false, Ascii(heads ? Agreed : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")), (true, noise), (false, noise));
        }
    }

    private static string[] Talk(int piece, int width, params (bool ToTarget, byte[] Bytes)[] said)
    {
        var transcript = new Transcript(width);
        var conversation = new Conversation(1, transcript.Printer);
        foreach (var (toTarget, bytes) in said)
        {
            if (bytes.Length == 0)
                conversation.Seen(toTarget, []);
            foreach (var part in bytes.Chunk(piece))
                conversation.Seen(toTarget, part);
        }
        Assert.All(transcript.Raw, line => Assert.InRange(line.Length, 1, width));
        return transcript.Lines;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Frame(byte first, ReadOnlySpan<byte> payload, bool masked = false)
    {
        byte[] mask = masked ? [0x11, 0x22, 0x33, 0x44] : [];
        var bit = masked ? 0x80 : 0;
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(bit | payload.Length)],
            < 65_536 => [(byte)(bit | 126), (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [(byte)(bit | 127), 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        var body = payload.ToArray();
        for (var i = 0; masked && i < body.Length; i++)
            body[i] ^= mask[i & 3];
        return [first, .. length, .. mask, .. body];
    }
}
