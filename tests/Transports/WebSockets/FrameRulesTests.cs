using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>RFC 6455, sections 5 and 8: what frames may be, and what happens to a client that sends others.</summary>
public sealed class FrameRulesTests
{
    public static TheoryData<string, CloseCode> Violations => new()
    {
        { "a client's frame must be masked", CloseCode.ProtocolError },
        { "RSV1 without an extension", CloseCode.ProtocolError },
        { "RSV2 without an extension", CloseCode.ProtocolError },
        { "RSV3 without an extension", CloseCode.ProtocolError },
        { "reserved data opcode 3", CloseCode.ProtocolError },
        { "reserved data opcode 7", CloseCode.ProtocolError },
        { "reserved control opcode 11", CloseCode.ProtocolError },
        { "reserved control opcode 15", CloseCode.ProtocolError },
        { "a ping of 126 bytes", CloseCode.ProtocolError },
        { "a close of 126 bytes", CloseCode.ProtocolError },
        { "a fragmented ping", CloseCode.ProtocolError },
        { "a fragmented close", CloseCode.ProtocolError },
        { "16 bits for a length below 126", CloseCode.ProtocolError },
        { "64 bits for a length below 65536", CloseCode.ProtocolError },
        { "a length with the top bit set", CloseCode.ProtocolError },
        { "a continuation of nothing", CloseCode.ProtocolError },
        { "a final continuation of nothing", CloseCode.ProtocolError },
        { "a text within a fragmented text", CloseCode.ProtocolError },
        { "a binary within a fragmented text", CloseCode.ProtocolError },
        { "text that is not UTF-8", CloseCode.InvalidPayload },
        { "text that ends within a character", CloseCode.InvalidPayload },
        { "a surrogate in text", CloseCode.InvalidPayload },
        { "fragments that together are not UTF-8", CloseCode.InvalidPayload },
        { "a message of 1 GB", CloseCode.MessageTooBig },
        { "a message one byte too long", CloseCode.MessageTooBig },
        { "fragments together one byte too long", CloseCode.MessageTooBig },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_rule_violation_closes_with_its_code_and_stops_reading(string rule, CloseCode code)
    {
        await using var server = await Server.StartAsync(options => options.MaxMessageBytes = 1000);
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync([Frame.Text("before"), .. Violation(rule)]);
        await client.SendAsync(Frame.Text("after"), Frame.Ping(1));

        var close = await client.ReadCloseAsync(code);
        Assert.NotEmpty(close.Reason);
        Assert.True(await client.ReadEndAsync());
        Assert.Equal("before", (await upper.NextAsync()).Text);

        client.Dispose();
        Assert.Equal((code, close.Reason), await upper.ClosedAsync());
        Assert.Equal(1, upper.ReceivedCount);
        Assert.Equal(0, server.Listener.State.Partials.HeldBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(65535)]
    [InlineData(65536)]
    public async Task A_message_of_any_length_is_echoed_unchanged(int length)
    {
        await using var server = await Server.StartAsync();
        using var client = await server.EchoClientAsync();
        var binary = Frame.Binary([.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))]);
        var text = Frame.Text(new string('*', length));
        await client.SendAsync(binary, text);
        await client.ExpectEchoAsync(binary);
        await client.ExpectEchoAsync(text);
    }

    [Fact]
    public async Task A_message_split_on_the_wire_is_echoed_unchanged()
    {
        await using var server = await Server.StartAsync();
        using var client = await server.EchoClientAsync();
        var frame = Frame.Text("Grüße aus 東京 😀 " + new string('x', 150));
        var bytes = frame.ToBytes();
        for (var cut = 1; cut < bytes.Length; cut += 7)
        {
            await client.SendAsync(bytes.AsMemory(0, cut));
            await client.SendAsync(bytes.AsMemory(cut));
            await client.ExpectEchoAsync(frame);
        }
        foreach (var b in bytes)
            await client.SendAsync(new[] { b });
        await client.ExpectEchoAsync(frame);
    }

    [Fact]
    public async Task Fragments_form_one_message_even_if_empty()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync(
            Frame.Text("") with { Fin = false }, Frame.More("Hel", fin: false), Frame.More("", fin: false), Frame.More("lo", fin: true),
            Frame.Binary([1]) with { Fin = false }, Frame.More([2], fin: true));
        Assert.Equal("Hello", (await upper.NextAsync()).Text);
        var binary = await upper.NextAsync();
        Assert.False(binary.IsText);
        Assert.Equal([1, 2], binary.Payload);
    }

    [Fact]
    public async Task A_character_may_span_fragments()
    {
        await using var server = await Server.StartAsync();
        using var client = await server.EchoClientAsync();
        await client.SendAsync(Frame.Text([0xF0, 0x9F]) with { Fin = false }, Frame.More([0x98], fin: false), Frame.More([0x80], fin: true));
        await client.ExpectEchoAsync(Frame.Text("😀"));
    }

    [Fact]
    public async Task A_ping_between_fragments_is_answered_at_once()
    {
        await using var server = await Server.StartAsync();
        using var client = await server.EchoClientAsync();
        await client.SendAsync(Frame.Text("one ") with { Fin = false }, Frame.Ping(1, 2, 3));
        await client.ExpectEchoAsync(Frame.Pong(1, 2, 3));
        await client.SendAsync(Frame.More("two", fin: true));
        await client.ExpectEchoAsync(Frame.Text("one two"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    public async Task A_ping_is_answered_with_a_pong_of_the_same_payload(int length)
    {
        await using var server = await Server.StartAsync();
        using var client = await server.EchoClientAsync();
        var payload = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        await client.SendAsync(Frame.Ping(payload));
        await client.ExpectEchoAsync(Frame.Pong(payload));
        foreach (var b in Frame.Ping(payload).ToBytes())
            await client.SendAsync(new[] { b });
        await client.ExpectEchoAsync(Frame.Pong(payload));
    }

    [Fact]
    public async Task Ten_pings_in_a_row_are_answered_in_order()
    {
        await using var server = await Server.StartAsync();
        using var client = await server.EchoClientAsync();
        await client.SendAsync([.. Enumerable.Range(0, 10).Select(i => Frame.Ping((byte)i))]);
        for (var i = 0; i < 10; i++)
            await client.ExpectEchoAsync(Frame.Pong((byte)i));
    }

    [Fact]
    public async Task An_unsolicited_pong_is_ignored()
    {
        await using var server = await Server.StartAsync();
        using var client = await server.EchoClientAsync();
        await client.SendAsync(Frame.Pong(), Frame.Pong(1, 2), Frame.Text("x"));
        await client.ExpectEchoAsync(Frame.Text("x"));
    }

    [Fact]
    public async Task Invalid_UTF8_is_rejected_at_its_first_invalid_byte()
    {
        await using var server = await Server.StartAsync();
        var (client, _) = await server.OpenAsync();
        using var _2 = client;
        // The rest of the frame and of the message has not been sent
        var bytes = (Frame.Text([0x41, 0xF4, 0x90, 0x80]) with { Fin = false, AnnouncedLength = 500 }).ToBytes();
        await client.SendAsync(bytes.AsMemory(0, bytes.Length - 1));
        await client.ReadCloseAsync(CloseCode.InvalidPayload);
    }

    [Fact]
    public async Task An_oversized_message_is_rejected_by_its_header_alone()
    {
        await using var server = await Server.StartAsync();
        var (client, _) = await server.OpenAsync();
        using var _2 = client;
        var bytes = (Frame.Binary([]) with { AnnouncedLength = 1 << 30 }).ToBytes();
        await client.SendAsync(bytes.AsMemory(0, 10)); // Not even the key
        await client.ReadCloseAsync(CloseCode.MessageTooBig);
    }

    private static Frame[] Violation(string rule) => rule switch
    {
        "a client's frame must be masked" => [Frame.Text("x") with { Key = null }],
        "RSV1 without an extension" => [Frame.Text("x") with { Rsv = 0x40 }],
        "RSV2 without an extension" => [Frame.Text("x") with { Rsv = 0x20 }],
        "RSV3 without an extension" => [Frame.Ping() with { Rsv = 0x10 }],
        "reserved data opcode 3" => [new Frame(3, [])],
        "reserved data opcode 7" => [new Frame(7, [1])],
        "reserved control opcode 11" => [new Frame(11, [])],
        "reserved control opcode 15" => [new Frame(15, [1])],
        "a ping of 126 bytes" => [Frame.Ping(new byte[126])],
        "a close of 126 bytes" => [Frame.Close(1000, new string('x', 124))],
        "a fragmented ping" => [Frame.Ping(1) with { Fin = false }, Frame.More("", fin: true)],
        "a fragmented close" => [Frame.Close(1000) with { Fin = false }],
        "16 bits for a length below 126" => [Frame.Text("x") with { LengthBytes = 2 }],
        "64 bits for a length below 65536" => [Frame.Text("x") with { LengthBytes = 8 }],
        "a length with the top bit set" => [Frame.Binary([]) with { AnnouncedLength = 1UL << 63 }],
        "a continuation of nothing" => [Frame.More("x", fin: false)],
        "a final continuation of nothing" => [Frame.More("x", fin: true)],
        "a text within a fragmented text" => [Frame.Text("x") with { Fin = false }, Frame.Text("y")],
        "a binary within a fragmented text" => [Frame.Text("x") with { Fin = false }, Frame.Binary([1])],
        "text that is not UTF-8" => [Frame.Text([0x41, 0xFE])],
        "text that ends within a character" => [Frame.Text([0xE2, 0x82])],
        "a surrogate in text" => [Frame.Text([0xED, 0xA0, 0x80])],
        "fragments that together are not UTF-8" => [Frame.Text([0xE2, 0x82]) with { Fin = false }, Frame.More("x", fin: true)],
        "a message of 1 GB" => [Frame.Binary([]) with { AnnouncedLength = 1 << 30 }],
        "a message one byte too long" => [Frame.Binary(new byte[1001])],
        "fragments together one byte too long" => [Frame.Binary(new byte[500]) with { Fin = false }, Frame.More(new byte[501], fin: true)],
        _ => throw new ArgumentException(rule),
    };
}
