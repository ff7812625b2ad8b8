using System.Net;
using System.Text;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>RFC 6455, section 4.2: what is let in, what is answered, and what is refused with which status.</summary>
public sealed class HandshakeTests
{
    private const string Good =
        "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    /// <summary>What is changed in a good request, into what, and the status that it then gets.</summary>
    public static TheoryData<string, string, string, int> Refusals => new()
    {
        // 4.2.1: the request line
        { "a plain page request", "Upgrade: websocket\r\nConnection: Upgrade\r\n", "", 426 },
        { "POST", "GET ", "POST ", 405 },
        { "HEAD", "GET ", "HEAD ", 405 },
        { "lower case get", "GET ", "get ", 405 },
        { "HTTP/1.0", "HTTP/1.1", "HTTP/1.0", 505 },
        { "HTTP/2.0", "HTTP/1.1", "HTTP/2.0", 505 },
        { "no version", " HTTP/1.1", "", 400 },
        { "nonsense for a version", "HTTP/1.1", "HTTQ/1.1", 400 },
        { "no target", "GET / ", "GET  ", 400 },
        { "a target that is no path", "GET / ", "GET nowhere ", 400 },
        { "a fragment in the target", "GET / ", "GET /#a ", 400 },
        { "a blank in the target", "GET / ", "GET /a b ", 400 },
        { "a broken percent sign", "GET / ", "GET /%4 ", 400 },
        { "wrong hexadecimal digits", "GET / ", "GET /%zz ", 400 },
        { "a target that is not UTF-8", "GET / ", "GET /%ff ", 400 },
        { "a query that is not UTF-8", "GET / ", "GET /?a=%c0%80 ", 400 },
        { "an unknown path", "GET / ", "GET /nowhere ", 404 },
        // Headers by the letter
        { "no host", "Host: h\r\n", "", 400 },
        { "two hosts", "Host: h\r\n", "Host: h\r\nHost: i\r\n", 400 },
        { "a blank before the colon", "Host: h\r\n", "Host : h\r\n", 400 },
        { "a folded header", "Host: h\r\n", "Host: h\r\n more\r\n", 400 },
        { "a header without a colon", "Host: h\r\n", "Host: h\r\nnonsense\r\n", 400 },
        { "a header without a name", "Host: h\r\n", "Host: h\r\n: x\r\n", 400 },
        { "a bare line feed", "Host: h\r\n", "Host: h\n", 400 },
        { "a bare carriage return", "Host: h\r\n", "Host: h\rX: y\r\n", 400 },
        { "a NUL in a header", "Host: h\r\n", "Host: h\0\r\n", 400 },
        { "101 headers", "Host: h\r\n", "Host: h\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 96)), 431 },
        { "a body", "Host: h\r\n", "Host: h\r\nContent-Length: 5\r\n", 400 },
        { "a chunked body", "Host: h\r\n", "Host: h\r\nTransfer-Encoding: chunked\r\n", 400 },
        // 4.2.1, 3 to 6
        { "another upgrade", "Upgrade: websocket", "Upgrade: h2c", 426 },
        { "no upgrade in Connection", "Connection: Upgrade", "Connection: keep-alive", 426 },
        { "no key", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", 400 },
        { "two keys", "Sec-WebSocket-Key: ", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: ", 400 },
        { "a key of 15 bytes", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j", 400 },
        { "a key that is not base64", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j!Q==", 400 },
        { "version 8", "Version: 13", "Version: 8", 426 },
        { "no version of the protocol", "Sec-WebSocket-Version: 13\r\n", "", 426 },
        { "subprotocols that are no tokens", "Host: h\r\n", "Host: h\r\nSec-WebSocket-Protocol: a b\r\n", 400 },
        { "not HTTP at all", "GET", "\u0016\u0003\u0001", 400 },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_invalid_request_is_refused_with_a_status_and_a_reason(string what, string part, string instead, int status)
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        Assert.Contains(part, Good);
        await client.SendAsync(Good.Replace(part, instead, StringComparison.Ordinal));
        var answer = await client.ReadAnswerAsync();
        Assert.True(status == answer.Status, $"{what}: {answer.Status} {answer.Body}");
        Assert.NotEmpty(answer.Body);
        Assert.Contains("close", answer.Headers["Connection"]);
        Assert.True(await client.ReadEndAsync());
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task The_response_carries_the_accept_key()
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(Good);
        var answer = await client.ReadAnswerAsync();
        Assert.Equal(101, answer.Status);
        Assert.Equal("websocket", answer.Headers["Upgrade"]);
        Assert.Equal("Upgrade", answer.Headers["Connection"]);
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer.Headers["Sec-WebSocket-Accept"]); // RFC 6455, 1.3
        Assert.False(answer.Headers.ContainsKey("Sec-WebSocket-Protocol"));
        Assert.False(answer.Headers.ContainsKey("Sec-WebSocket-Extensions"));
    }

    [Theory]
    [InlineData("Upgrade: websocket", "upgrade:WebSocket")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c, websocket")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive,\t upgrade ")]
    [InlineData("GET / ", "GET http://h:3000/ ")]
    [InlineData("GET / ", "GET ws://h?a=b ")]
    [InlineData("Host: h\r\n", "Host: h\r\nContent-Length: 0\r\n")]
    public async Task Case_whitespace_and_lists_follow_HTTP_rules(string part, string instead)
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(Good.Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal(101, (await client.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task A_wrong_version_or_method_is_answered_with_the_right_one()
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(Good.Replace("Version: 13", "Version: 99", StringComparison.Ordinal));
        var answer = await client.ReadAnswerAsync();
        Assert.Equal("13", answer.Headers["Sec-WebSocket-Version"]);
        Assert.Equal("websocket", answer.Headers["Upgrade"]);

        using var poster = await RawClient.ConnectAsync(server.EndPoint);
        await poster.SendAsync(Good.Replace("GET", "PUT", StringComparison.Ordinal));
        Assert.Equal("GET", (await poster.ReadAnswerAsync()).Headers["Allow"]);
    }

    [Fact]
    public async Task The_acceptor_sees_path_query_headers_and_offers_decoded()
    {
        await using var server = await Server.StartAsync();
        server.Decision = _ => WebSocketDecision.Refuse(HttpStatusCode.Unauthorized, "Who are you?");
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(RawClient.Request(
            "/a%20b/%C3%A9?name=J%C3%B6rg+B&empty=&flag&name=two&x=1%262",
            "Origin: https://game.example",
            "Sec-WebSocket-Protocol: one, two",
            "Sec-WebSocket-Protocol: three",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; server_max_window_bits=\"10\", x-other",
            "Authorization:  Bearer abc "));
        Assert.Equal(401, (await client.ReadAnswerAsync()).Status);

        var request = server.LastRequest!;
        Assert.Equal("/a b/é", request.Path);
        Assert.Equal("Jörg B", request.Query["name"]);
        Assert.Equal(["Jörg B", "two"], request.Query.All("name"));
        Assert.Equal("", request.Query["empty"]);
        Assert.Equal("", request.Query["flag"]);
        Assert.Equal("1&2", request.Query["x"]);
        Assert.Null(request.Query["Name"]);
        Assert.Equal("Bearer abc", request.Headers["authorization"]);
        Assert.Equal("https://game.example", request.Origin);
        Assert.Equal("localhost", request.Host);
        Assert.Equal(["one", "two", "three"], request.Subprotocols);
        Assert.Equal(["permessage-deflate", "x-other"], request.Extensions.Select(offer => offer.Name));
        Assert.Equal([new("client_max_window_bits", null), new("server_max_window_bits", "10")], request.Extensions[0].Parameters);
        Assert.Equal(client.Socket.LocalEndPoint, request.RemoteEndPoint);
        Assert.False(request.IsSecure);
    }

    [Fact]
    public async Task The_acceptor_chooses_subprotocol_and_headers()
    {
        await using var server = await Server.StartAsync();
        server.Decision = _ => new WebSocketDecision.Accepted(channel => new UpperSide(channel))
        {
            Subprotocol = "two",
            Headers = [new("X-Node", "7")],
        };
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(RawClient.Request("/", "Sec-WebSocket-Protocol: one, two"));
        var answer = await client.ReadAnswerAsync();
        Assert.Equal("two", answer.Headers["Sec-WebSocket-Protocol"]);
        Assert.Equal("7", answer.Headers["X-Node"]);
    }

    [Fact]
    public async Task An_acceptor_that_throws_or_answers_invalidly_gives_500_and_a_log_entry()
    {
        WebSocketDecision?[] wrong =
        [
            new WebSocketDecision.Accepted(channel => new UpperSide(channel)) { Subprotocol = "never offered" },
            new WebSocketDecision.Accepted(channel => new UpperSide(channel)) { Headers = [new("X", "a\r\nB: c")] },
            new WebSocketDecision.Accepted(_ => throw new InvalidOperationException("no room")),
            new WebSocketDecision.Refused(HttpStatusCode.Forbidden, "") { Headers = [new("bad name", "x")] },
        ];
        foreach (var decision in wrong)
        {
            await using var server = await Server.StartAsync();
            server.Decision = _ => decision;
            using var client = await RawClient.ConnectAsync(server.EndPoint);
            await client.SendAsync(Good);
            Assert.Equal(500, (await client.ReadAnswerAsync()).Status);
            Assert.Single(server.Errors);
            Assert.Equal(0, server.Listener.ConnectionCount);
        }
    }

    [Theory]
    [InlineData("https://game.example", 101)]
    [InlineData("HTTPS://Game.Example", 101)]
    [InlineData("https://evil.example", 403)]
    [InlineData("https://game.example.evil.example", 403)]
    [InlineData("http://game.example", 403)]
    [InlineData("null", 403)]
    [InlineData(null, 101)]
    public async Task Only_pages_of_allowed_origins_may_connect(string? origin, int status)
    {
        await using var server = await Server.StartAsync(options => options.AllowedOrigins = ["https://game.example"]);
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(RawClient.Request("/", origin is null ? [] : ["Origin: " + origin]));
        Assert.Equal(status, (await client.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte()
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        foreach (var b in Encoding.Latin1.GetBytes(Good))
            await client.SendAsync(new[] { b });
        Assert.Equal(101, (await client.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task Frames_in_the_same_packet_as_the_request_are_read()
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync((byte[])[.. Encoding.Latin1.GetBytes(RawClient.Request("/echo")), .. Frame.Text("early").ToBytes()]);
        Assert.Equal(101, (await client.ReadAnswerAsync()).Status);
        await client.ExpectEchoAsync(Frame.Text("early"));
    }

    [Fact]
    public async Task A_message_sent_on_opening_follows_the_handshake()
    {
        await using var server = await Server.StartAsync();
        server.OnOpening = upper => Assert.False(upper.Channel.TrySend(EncodedMessage.Copy("welcome"u8, isText: true)));
        using var client = await RawClient.OpenAsync(server.EndPoint);
        Assert.Equal("welcome", (await client.ReadFrameAsync()).TextPayload);
        await (await server.NextOpenedAsync()).WritableAsync();
    }

    [Fact]
    public async Task Oversized_headers_get_431_and_an_oversized_request_line_gets_414()
    {
        await using var server = await Server.StartAsync(options => options.MaxHandshakeBytes = 600);
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(RawClient.Request("/", "X: " + new string('x', 600)));
        Assert.Equal(431, (await client.ReadAnswerAsync()).Status);

        using var other = await RawClient.ConnectAsync(server.EndPoint);
        await other.SendAsync(RawClient.Request("/" + new string('x', 600)));
        Assert.Equal(414, (await other.ReadAnswerAsync()).Status);

        using var fitting = await RawClient.ConnectAsync(server.EndPoint);
        await fitting.SendAsync(RawClient.Request("/", "X: " + new string('x', 600 - 4 - 1 - RawClient.Request().Length)));
        Assert.Equal(101, (await fitting.ReadAnswerAsync()).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n")]
    public async Task A_request_that_times_out_gets_408(string beginning)
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(beginning);
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 1, "accepted");
        server.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(408, (await client.ReadAnswerAsync()).Status);
        Assert.True(await client.ReadEndAsync());
    }

    [Fact]
    public async Task Trickling_bytes_do_not_extend_the_request_timeout()
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 1, "accepted");
        for (var second = 0; second < 6; second++)
        {
            await client.SendAsync(Good.Substring(second, 1));
            server.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(408, (await client.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task A_refused_client_that_stays_is_dropped()
    {
        await using var server = await Server.StartAsync();
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync("nonsense\r\n\r\n");
        Assert.Equal(400, (await client.ReadAnswerAsync()).Status);
        Assert.True(await client.ReadEndAsync());
        await client.SendAsync("and more");
        Assert.Equal(1, server.Listener.State.Timeouts.Count);
        server.Time.Advance(TimeSpan.FromSeconds(6));
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 0, "dropped");
    }
}
