using Actors.SocketIO;

namespace Actors.Transports.Tests.SocketIO;

public sealed class EngineIOShutdownTests
{
    [Fact]
    public async Task A_stopping_server_closes_all_clients_and_ends_pending_polls()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        var pollingSession = await sessions.ReadAsync();
        var poll = polling.PollAsync();
        while (!pollingSession.Session.HasPendingPoll)
            await polling.PostAsync("6");
        var (socket, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = socket;
        var socketSession = await sessions.ReadAsync();

        var stopping = host.StopAsync();
        Assert.Equal("1", await poll);
        Assert.Equal("close 1012", await socket.ReceiveAsync());
        await socket.CloseAsync();
        await stopping.Soon();
        Assert.Equal(DisconnectReason.ServerShutdown, await pollingSession.Closed);
        Assert.Equal(DisconnectReason.ServerShutdown, await socketSession.Closed);
    }

    [Fact]
    public async Task A_client_between_polls_at_shutdown_gets_the_close_by_its_next_poll()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(static options => options.StopTimeout = TimeSpan.FromSeconds(20));
        await using var _ = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        var stopping = Task.Run(host.StopAsync);
        Assert.Equal(DisconnectReason.ServerShutdown, await session.Closed);
        Assert.False(stopping.IsCompleted);
        Assert.Equal("1", await polling.PollAsync());
        await stopping.Soon();
    }

    [Fact]
    public async Task Shutdown_waits_for_an_absent_client_at_most_StopTimeout()
    {
        var (host, _) = await TestHost.StartEngineAsync(static options => options.StopTimeout = TimeSpan.FromMilliseconds(50));
        await using var _1 = host;
        await PollingClient.OpenAsync(host.Client);
        await Task.Run(host.StopAsync).Soon();
    }
}
