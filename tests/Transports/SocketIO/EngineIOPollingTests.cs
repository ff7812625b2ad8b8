using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Transports.Tests.SocketIO;

public sealed class EngineIOPollingTests
{
    [Theory]
    [InlineData("4hello")]
    [InlineData("4test1\u001e4test2\u001e4test3")]
    [InlineData("4hello\u001ebAQIDBA==")]
    [InlineData("4")]
    [InlineData("b")]
    [InlineData("4日本語 🎮\u001ebAA==")]
    public async Task The_next_poll_echoes_the_posted_payload(string payload)
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        Assert.Equal("ok", await client.PostAsync(payload));
        Assert.Equal(payload, await client.PollAsync());
    }

    [Fact]
    public async Task A_poll_waits_for_a_packet_and_takes_all_queued_ones()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        var poll = client.PollAsync();
        await client.PostAsync("4the poll is pending now, or will find what comes next");
        session.Session.TrySend([EngineIOPacket.Text("one"u8), EngineIOPacket.Binary([1, 2, 3, 4]), EngineIOPacket.Text("two"u8)], null);
        Assert.Equal("4one\u001ebAQIDBA==\u001e4two", await poll);
        session.Send("three");
        session.Send("four");
        Assert.Equal("4three\u001e4four", await client.PollAsync());
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("\u001e")]
    [InlineData("4hello\u001e")]
    [InlineData("\u001e4hello")]
    [InlineData("4a\u001e\u001e4b")]
    [InlineData("7")]
    [InlineData("b!!!")]
    [InlineData("bA")]
    [InlineData("4hello\u001exyz")]
    public async Task A_malformed_payload_ends_the_session(string payload)
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        using var response = await client.PostResponseAsync(payload);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"code":3,"message":"Bad request"}""", await response.Content.ReadAsStringAsync());
        await client.AssertUnknownAsync();
        Assert.Equal(DisconnectReason.ParseError, await (await sessions.ReadAsync()).Closed);
    }

    [Fact]
    public async Task A_payload_of_invalid_UTF8_ends_the_session()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        using var response = await client.PostResponseAsync([(byte)'4', 0xc3, 0x28], "text/plain");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await client.AssertUnknownAsync();
    }

    [Fact]
    public async Task An_octet_stream_body_ends_the_session()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        using var response = await client.PostResponseAsync("4hello"u8.ToArray(), "application/octet-stream");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await client.AssertUnknownAsync();
    }

    [Fact]
    public async Task Two_polls_at_once_end_the_session_and_one_gets_a_close()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        Task<HttpResponseMessage>[] polls = [client.PollResponseAsync(), client.PollResponseAsync()];
        var responses = await Task.WhenAll(polls);
        var told = Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
        Assert.Equal("1", await told.Content.ReadAsStringAsync());
        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.BadRequest);
        await client.AssertUnknownAsync();
        Assert.Equal(DisconnectReason.TransportError, await (await sessions.ReadAsync()).Closed);
    }

    [Fact]
    public async Task Two_posts_at_once_end_the_session()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var body = new TaskCompletionSource<byte[]>();
        using var slow = new HttpRequestMessage(HttpMethod.Post, client.Url) { Content = new SlowContent("4first"u8.ToArray(), body.Task) };
        var first = host.Client.SendAsync(slow);
        await ((SlowContent)slow.Content).Begun.Soon();

        // The first is on its way but may not have arrived yet: whichever is second is refused
        HttpStatusCode status;
        do
        {
            using var second = await client.PostResponseAsync("4second");
            status = second.StatusCode;
        }
        while (status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(DisconnectReason.TransportError, await (await sessions.ReadAsync()).Closed);
        await client.AssertUnknownAsync();
        body.SetResult(" and last"u8.ToArray());
        using var late = await first.Soon();
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
    }

    [Fact]
    public async Task An_aborted_poll_ends_the_session()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        using var giveUp = new CancellationTokenSource();
        var poll = client.PollResponseAsync(giveUp.Token);
        await WhenPendingAsync(session, client);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        Assert.Equal(DisconnectReason.TransportError, await session.Closed);
        await client.AssertUnknownAsync();
    }

    [Fact]
    public async Task A_client_that_closes_its_connection_after_each_answer_keeps_its_session()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        var all = new List<Task>();
        for (var i = 0; i < 8; i++)
            all.Add(PollOnAsync(await PollingClient.OpenAsync(host.Client), await sessions.ReadAsync()));
        await Task.WhenAll(all);

        async Task PollOnAsync(PollingClient client, TestSession session)
        {
            for (var i = 0; i < 50; i++)
            {
                session.Send(new string('x', 200_000));
                Assert.Equal(200_001, await PollAndCloseAsync(host.Port, client.Url));
            }
        }
    }

    /// <returns>The length of the body.</returns>
    private static async Task<int> PollAndCloseAsync(int port, string url)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port);
        var line = connection.GetStream();
        await line.WriteAsync(Encoding.ASCII.GetBytes($"GET {url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        var (buffer, length) = (new byte[512 * 1024], 0);
        while (true)
        {
            var read = await line.ReadAsync(buffer.AsMemory(length)).AsTask().Soon();
            length += read;
            var text = Encoding.ASCII.GetString(buffer, 0, Math.Min(length, 2000));
            if (read == 0)
                throw new IOException($"Cut off behind: {text}");
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            if (head < 4)
                continue;
            var body = int.Parse(Regex.Match(text, @"Content-Length: (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
            if (length == head + body)
                return body;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_answered_by_413_and_ends_the_session(bool chunked)
    {
        var (host, sessions) = await TestHost.StartEngineAsync(options => options.MaxPayloadBytes = 10_000);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        Assert.Equal("ok", await client.PostAsync("4" + new string('x', 9_999)));
        Assert.Equal(10_000, (await client.PollAsync()).Length);

        using var request = new HttpRequestMessage(HttpMethod.Post, client.Url)
        {
            Content = new StringContent("4" + new string('x', 10_000)),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await host.Client.SendAsync(request).Soon();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(DisconnectReason.PayloadTooLarge, await (await sessions.ReadAsync()).Closed);
        await client.AssertUnknownAsync();
    }

    [Fact]
    public async Task A_close_packet_ends_the_pending_poll_with_a_noop()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        var poll = client.PollAsync();
        await WhenPendingAsync(session, client);
        Assert.Equal("ok", await client.PostAsync("1"));
        Assert.Equal("6", await poll);
        await client.AssertUnknownAsync();
        Assert.Equal(DisconnectReason.TransportClose, await session.Closed);
    }

    [Fact]
    public async Task A_server_close_reaches_the_poll_after_all_queued_packets()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        session.Send("goodbye");
        session.Session.Close();
        Assert.Equal("4goodbye\u001e1", await client.PollAsync());
        await client.AssertUnknownAsync();
        Assert.Equal(DisconnectReason.ForcedClose, await session.Closed);

        var second = await PollingClient.OpenAsync(host.Client);
        session = await sessions.ReadAsync();
        var poll = second.PollAsync();
        await WhenPendingAsync(session, second);
        session.Session.Close();
        Assert.Equal("1", await poll);
        await second.AssertUnknownAsync();
    }

    [Fact]
    public async Task A_session_closed_by_the_server_waits_ten_seconds_for_a_last_poll()
    {
        var time = new FakeTimeProvider();
        var (host, sessions) = await TestHost.StartEngineAsync(time: time);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        session.Session.Close();
        Assert.Equal(DisconnectReason.ForcedClose, await session.Closed);
        using var post = await client.PostResponseAsync("4too late");
        Assert.Equal(HttpStatusCode.BadRequest, post.StatusCode);
        time.Advance(TimeSpan.FromSeconds(10));
        await client.AssertUnknownAsync();
    }

    [Fact]
    public async Task A_clients_open_upgrade_and_noop_packets_are_ignored()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        Assert.Equal("ok", await client.PostAsync("0\u001e5\u001e6\u001e4still here"));
        Assert.Equal("4still here", await client.PollAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_poll_is_closed_when_its_buffer_is_full()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(
            options => (options.MaxBufferedPackets, options.MaxBufferedBytes) = (5, 1000), echo: false);
        await using var _1 = host;
        await PollingClient.OpenAsync(host.Client);
        var many = await sessions.ReadAsync();
        for (var i = 0; i < 5; i++)
            many.Send("x");
        Assert.True(many.Session.IsOpen);
        Assert.Equal(10, many.Session.BufferedBytes);
        many.Send("one too many");
        Assert.Equal(DisconnectReason.SlowClient, await many.Closed);
        Assert.Equal(0, many.Session.BufferedBytes);

        await PollingClient.OpenAsync(host.Client);
        var large = await sessions.ReadAsync();
        large.Send(new string('x', 5000)); // an empty queue always takes one message
        Assert.True(large.Session.IsOpen);
        large.Send("x");
        Assert.Equal(DisconnectReason.SlowClient, await large.Closed);
    }

    [Fact]
    public async Task A_sender_is_notified_once_drained()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        var drained = new TaskCompletionSource();
        Assert.True(session.Session.IsDrained);
        Assert.False(session.Session.TrySend([EngineIOPacket.Text("hello"u8)], drained.SetResult));
        Assert.False(session.Session.IsDrained);
        Assert.Equal("4hello", await client.PollAsync());
        await drained.Task.Soon();
        Assert.True(session.Session.IsDrained);
        session.Session.Abort();
        Assert.True(session.Session.TrySend([EngineIOPacket.Text("dropped"u8)], () => Assert.Fail("Nothing went")));
    }

    [Fact]
    public async Task Packets_arrive_in_order_across_polls()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        const int Count = 900;
        var sender = Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
                session.Send(i.ToString());
        });
        var received = new List<string>();
        while (received.Count < Count)
            received.AddRange((await client.PollAsync()).Split('\u001e'));
        await sender;
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"4{i}"), received);
    }

    /// <summary>A POST of a session is answered only after everything before it was seen: this posts until the poll is there.</summary>
    private static async Task WhenPendingAsync(TestSession session, PollingClient client)
    {
        while (!session.Session.HasPendingPoll)
            await client.PostAsync("6");
    }

    /// <summary>A body whose second half comes when it is given.</summary>
    private sealed class SlowContent(byte[] first, Task<byte[]> second) : HttpContent
    {
        private readonly TaskCompletionSource _begun = new();

        public Task Begun => _begun.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(first);
            await stream.FlushAsync();
            _begun.SetResult();
            await stream.WriteAsync(await second);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
