using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>The clocks of a connection, pumped by hand.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_silent_client_is_pinged_and_stays_if_it_answers()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        for (var round = 0; round < 10; round++)
        {
            server.Time.Advance(26 * Second);
            await client.ExpectEchoAsync(Frame.Ping());
            await client.SendAsync(Frame.Pong(), Frame.Text("here"));
            await upper.NextAsync();
        }
        Assert.False(upper.IsClosed);
    }

    [Fact]
    public async Task A_client_that_does_not_answer_a_ping_is_dropped()
    {
        await using var server = await Server.StartAsync();
        using var metrics = new MetricsReader(server.Listener);
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        server.Time.Advance(26 * Second);
        await client.ExpectEchoAsync(Frame.Ping());
        server.Time.Advance(19 * Second);
        Assert.False(upper.IsClosed);
        server.Time.Advance(2 * Second);
        Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
        Assert.False(await client.ReadEndAsync());
        Assert.Equal(1, metrics["pings.timed_out"]);
    }

    [Fact]
    public async Task An_active_client_is_not_pinged()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        for (var i = 0; i < 10; i++)
        {
            await client.SendAsync(Frame.Text("x"));
            await upper.NextAsync();
            server.Time.Advance(20 * Second);
        }
        upper.Channel.Close(CloseCode.Normal, "");
        await client.ReadCloseAsync(CloseCode.Normal); // Not a ping
    }

    [Fact]
    public async Task Without_pings_an_idle_client_is_closed_after_its_timeout()
    {
        await using var server = await Server.StartAsync(options => options.PingInterval = TimeSpan.Zero);
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        server.Time.Advance(119 * Second);
        Assert.False(upper.IsClosed);
        server.Time.Advance(2 * Second);
        await client.ReadCloseAsync(CloseCode.GoingAway);
        await client.SendAsync(Frame.Close(1001));
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        Assert.Equal(CloseCode.GoingAway, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_client_that_vanishes_during_a_send_is_dropped()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        Assert.False(upper.Channel.TrySend(EncodedMessage.Copy(new byte[8 << 20], isText: false)));
        server.Time.Advance(26 * Second);
        server.Time.Advance(25 * Second);
        Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_paused_client_is_not_dropped_for_silence()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.OnReceived = _ => upper.Channel.PauseReading();
        await client.SendAsync(Frame.Text("a"));
        await upper.NextAsync();
        server.Time.Advance(600 * Second);
        upper.Channel.ResumeReading();
        await client.SendAsync(Frame.Text("b"));
        Assert.Equal("b", (await upper.NextAsync()).Text);
    }
}
