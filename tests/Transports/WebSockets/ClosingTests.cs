using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>RFC 6455, section 7: the closing handshake, its codes, and how a connection may end without it.</summary>
public sealed class ClosingTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1011)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4999)]
    public async Task A_clients_close_code_is_echoed_and_the_server_disconnects_first(int code)
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync(Frame.Close(code, "grüß dich"));
        await client.ReadCloseAsync((CloseCode)code);
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        Assert.Equal(((CloseCode)code, "grüß dich"), await upper.ClosedAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(1100)]
    [InlineData(2000)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65535)]
    public async Task An_invalid_close_code_is_a_protocol_error(int code)
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync(Frame.Close(code));
        await client.ReadCloseAsync(CloseCode.ProtocolError);
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        Assert.Equal(CloseCode.ProtocolError, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_close_without_a_code_is_echoed_and_reported_as_1005()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync(Frame.Close());
        await client.ReadCloseAsync(null);
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        Assert.Equal((CloseCode.NoStatus, ""), await upper.ClosedAsync());
    }

    [Fact]
    public async Task A_close_of_one_byte_is_a_protocol_error_and_a_reason_must_be_UTF8()
    {
        await using var server = await Server.StartAsync();
        var (client, _) = await server.OpenAsync();
        await client.SendAsync(new Frame(Frame.CloseOpcode, [3]));
        await client.ReadCloseAsync(CloseCode.ProtocolError);
        client.Dispose();

        (client, _) = await server.OpenAsync();
        await client.SendAsync(Frame.Close(1000, [0xCE, 0xBA, 0xE1, 0xFF]));
        await client.ReadCloseAsync(CloseCode.InvalidPayload);
        client.Dispose();
    }

    [Fact]
    public async Task Frames_after_the_clients_close_are_ignored()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync(Frame.Text("a"), Frame.Close(1000), Frame.Text("b"), Frame.Ping(1));
        await client.ReadCloseAsync(CloseCode.Normal);
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        await upper.ClosedAsync();
        Assert.Equal(1, upper.ReceivedCount);
    }

    [Fact]
    public async Task The_servers_close_awaits_the_clients_close_and_drops_other_frames()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.Channel.Close(CloseCode.PolicyViolation, "enough");
        var close = await client.ReadCloseAsync(CloseCode.PolicyViolation);
        Assert.Equal("enough", close.Reason);
        await client.SendAsync(Frame.Text("still"), Frame.Ping(1), Frame.Close(1008));
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        Assert.Equal((CloseCode.PolicyViolation, "enough"), await upper.ClosedAsync());
        Assert.Equal(0, upper.ReceivedCount);
    }

    [Fact]
    public async Task Only_the_first_close_counts_and_messages_after_it_are_dropped()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await upper.SendAsync(EncodedMessage.Copy("last"u8, isText: true));
        upper.Channel.Close((CloseCode)4001, "first");
        upper.Channel.Close((CloseCode)4002, "second");
        Assert.True(upper.Channel.TrySend(EncodedMessage.Copy("late"u8, isText: true)));
        Assert.Equal("last", (await client.ReadFrameAsync()).TextPayload);
        await client.ReadCloseAsync((CloseCode)4001);
        await client.SendAsync(Frame.Close(4001));
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        Assert.Equal(((CloseCode)4001, "first"), await upper.ClosedAsync());
    }

    [Fact]
    public async Task Crossing_closes_answer_each_other()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.OnReceived = _ => upper.Channel.Close(CloseCode.Normal, "server");
        await client.SendAsync(Frame.Text("x"), Frame.Close(1001, "client"));
        await client.ReadCloseAsync(CloseCode.Normal);
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        Assert.Equal((CloseCode.Normal, "server"), await upper.ClosedAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_answer_a_close_is_dropped_in_time()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.Channel.Close(CloseCode.Normal, "bye");
        await client.ReadCloseAsync(CloseCode.Normal);
        server.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(upper.IsClosed);
        server.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await client.ReadEndAsync());
        Assert.Equal((CloseCode.Normal, "bye"), await upper.ClosedAsync());
    }

    [Fact]
    public async Task A_client_that_closes_but_stays_connected_is_dropped()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync(Frame.Close(1000));
        await client.ReadCloseAsync(CloseCode.Normal);
        Assert.True(await client.ReadEndAsync());
        server.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal((CloseCode.Normal, ""), await upper.ClosedAsync());
    }

    [Fact]
    public async Task A_disconnect_without_close_is_reported_as_1006()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        client.Dispose();
        Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_reset_is_reported_as_1006()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        client.Reset();
        Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
        Assert.True(upper.Channel.TrySend(EncodedMessage.Copy("x"u8, isText: true)));
    }

    [Fact]
    public async Task A_client_that_half_closes_after_its_close_still_gets_the_answer()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        await client.SendAsync(Frame.Close(1000));
        client.ShutdownSend();
        await client.ReadCloseAsync(CloseCode.Normal);
        Assert.True(await client.ReadEndAsync());
        Assert.Equal(CloseCode.Normal, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task An_abort_disconnects_at_once()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.Channel.Abort();
        upper.Channel.Abort();
        Assert.False(await client.ReadEndAsync());
        Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
        upper.Channel.Close(CloseCode.Normal, "late");
        upper.Channel.ResumeReading();
    }

    [Fact]
    public async Task A_failing_handler_closes_its_own_connection_with_1011()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        using var other = await server.EchoClientAsync();
        upper.OnReceived = _ => throw new InvalidOperationException("a bug");
        await client.SendAsync(Frame.Text("x"), Frame.Text("y"));
        await client.ReadCloseAsync(CloseCode.InternalError);
        Assert.Equal(1, upper.ReceivedCount);
        Assert.Single(server.Errors);
        await other.SendAsync(Frame.Text("unharmed"));
        await other.ExpectEchoAsync(Frame.Text("unharmed"));
    }
}
