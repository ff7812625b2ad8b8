using Actors.Gateway.Transports.SocketIO;

namespace Actors.Gateway.Tests.SocketIO;

public sealed class EngineIOShutdownTests
{
    [Fact]
    public async Task A_server_that_stops_tells_every_client_and_does_not_wait_for_polls()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host);
        var pollingSession = await sessions.ReadAsync();
        var poll = polling.PollAsync();
        while (!pollingSession.Session.HasPendingPoll)
            await polling.PostAsync("6");
        var (socket, _) = await WebSocketClient.OpenAsync(host);
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
}
