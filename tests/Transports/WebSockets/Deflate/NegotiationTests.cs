using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets.Deflate;

/// <summary>What is offered and what is answered (RFC 7692, 5 and 7.1).</summary>
public sealed class NegotiationTests
{
    private const string Plain = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    public static TheoryData<string, string?> Offers => new()
    {
        { "permessage-deflate", Plain },
        { "permessage-deflate; client_max_window_bits", Plain }, // Browsers
        { "permessage-deflate; client_max_window_bits=10", Plain + "; client_max_window_bits=10" }, // .NET wants it said
        { "permessage-deflate; client_max_window_bits=\"10\"", Plain + "; client_max_window_bits=10" },
        { "permessage-deflate; server_no_context_takeover; client_no_context_takeover", Plain },
        { "permessage-deflate; server_max_window_bits=10", "permessage-deflate; server_no_context_takeover; server_max_window_bits=10; client_no_context_takeover" },
        { "permessage-deflate; server_max_window_bits=15", "permessage-deflate; server_no_context_takeover; server_max_window_bits=15; client_no_context_takeover" },
        { "permessage-deflate; server_max_window_bits=8; client_max_window_bits", "permessage-deflate; server_no_context_takeover; server_max_window_bits=8; client_no_context_takeover" },
        { "x-other; a=1, permessage-deflate", Plain },
        { "permessage-deflate; unheard_of, permessage-deflate", Plain },
        { "permessage-deflate; server_max_window_bits=10, permessage-deflate", "permessage-deflate; server_no_context_takeover; server_max_window_bits=10; client_no_context_takeover" },
        { "permessage-deflate; server_max_window_bits", null },
        { "permessage-deflate; server_max_window_bits=7", null },
        { "permessage-deflate; server_max_window_bits=16", null },
        { "permessage-deflate; server_max_window_bits=010", null },
        { "permessage-deflate; server_max_window_bits=+9", null },
        { "permessage-deflate; server_max_window_bits=a", null },
        { "permessage-deflate; client_max_window_bits=7", null },
        { "permessage-deflate; client_max_window_bits=16", null },
        { "permessage-deflate; client_max_window_bits=08", null },
        { "permessage-deflate; server_no_context_takeover=1", null },
        { "permessage-deflate; client_no_context_takeover=true", null },
        { "permessage-deflate; server_no_context_takeover; server_no_context_takeover", null },
        { "permessage-deflate; client_max_window_bits; client_max_window_bits=10", null },
        { "permessage-deflate; unheard_of", null },
        { "permessage-deflate; unheard_of=1", null },
        { "x-webkit-deflate-frame", null },
        // An offer that cannot be read is declined, and the offers beside it are not
        { "permessage-deflate,", Plain },
        { ",, permessage-deflate ,", Plain },
        { ",", null },
        { "permessage-deflate;", null },
        { "permessage-deflate; ; client_max_window_bits", null },
        { "permessage-deflate; client_max_window_bits=", null },
        { "permessage-deflate; client_max_window_bits=\"\"", null },
        { "permessage-deflate; client_max_window_bits=\"1 0\"", null },
        { "permessage-deflate; client_max_window_bits=\"10", null },
        { "permessage-deflate client_max_window_bits", null },
        { "=, permessage-deflate", Plain },
        { "x-other; a=\"b, c\", permessage-deflate", Plain },
        { "x-other; a=\"b\\\", c\", permessage-deflate", Plain },
        { "x-other; a=\"b, permessage-deflate", null },
        { "PerMessage-Deflate", null },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public async Task The_first_acceptable_offer_is_taken_and_others_are_ignored(string offer, string? expected)
    {
        await using var server = await Server.StartAsync(Deflated.On);
        var (client, answer) = await Deflated.OpenAsync(server, offer, "/echo");
        using var _ = client;
        Assert.Equal(expected, answer);
        await client.SendAsync(Frame.Text("plain messages always pass"));
        await client.ExpectEchoAsync(Frame.Text("plain messages always pass"));
    }

    [Fact]
    public async Task No_offer_brings_no_extension_header()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        var (client, answer) = await Deflated.OpenAsync(server, offer: null);
        client.Dispose();
        Assert.Null(answer);
    }

    [Fact]
    public async Task Offers_in_several_headers_are_one_list()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(RawClient.Request("/", "Sec-WebSocket-Extensions: x-other", "Sec-WebSocket-Extensions: permessage-deflate"));
        Assert.Equal(Plain, (await client.ReadAnswerAsync()).Headers["Sec-WebSocket-Extensions"]);
    }

    [Theory]
    [InlineData("permessage-deflate", "permessage-deflate; server_no_context_takeover", 1 << 15)]
    [InlineData("permessage-deflate; client_max_window_bits", "permessage-deflate; server_no_context_takeover; client_max_window_bits=12", 1 << 12)]
    [InlineData("permessage-deflate; client_max_window_bits=10", "permessage-deflate; server_no_context_takeover; client_max_window_bits=10", 1 << 10)]
    public async Task Context_takeover_requests_a_small_window_and_its_memory_is_counted(string offer, string expected, long bytes)
    {
        await using var server = await Server.StartAsync(options =>
        {
            Deflated.On(options);
            options.Deflate.ClientContextTakeover = true;
        });
        using var metrics = new MetricsReader(server.Listener);
        var (client, answer) = await Deflated.OpenAsync(server, offer);
        Assert.Equal(expected, answer);
        Assert.Equal(bytes, metrics["deflate.window_bytes"]);
        client.Dispose();
        await (await server.NextOpenedAsync()).ClosedAsync();
        await Eventually.Holds(() => metrics["deflate.window_bytes"] == 0, "given back");
        Assert.Equal(1, metrics["deflate.agreed"]);
    }

    [Fact]
    public async Task A_client_gets_no_window_when_window_memory_is_used_up()
    {
        await using var server = await Server.StartAsync(options =>
        {
            Deflated.On(options);
            options.Deflate.ClientContextTakeover = true;
            options.Deflate.MaxWindowBytes = 1 << 12;
        });
        var (first, with) = await Deflated.OpenAsync(server, "permessage-deflate; client_max_window_bits");
        var (second, without) = await Deflated.OpenAsync(server, "permessage-deflate; client_max_window_bits");
        Assert.DoesNotContain("client_no_context_takeover", with);
        Assert.Contains("client_no_context_takeover", without);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task A_failed_accept_costs_no_window()
    {
        await using var server = await Server.StartAsync(options =>
        {
            Deflated.On(options);
            options.Deflate.ClientContextTakeover = true;
        });
        server.OnOpening = _ => throw new InvalidOperationException("test");
        using var metrics = new MetricsReader(server.Listener);
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(RawClient.Request("/", "Sec-WebSocket-Extensions: permessage-deflate"));
        Assert.Equal(500, (await client.ReadAnswerAsync()).Status);
        Assert.Equal(0, metrics["deflate.window_bytes"]);
    }
}
