using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.SocketIO;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Transports.Tests.SocketIO;

public sealed class SocketIOMetricsTests
{
    [Fact]
    public async Task Metrics_count_sessions_sockets_and_packets()
    {
        var left = new TaskCompletionSource();
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(
            socket => socket.OnDisconnect(_ => left.SetResult())));
        var counts = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        var meters = host.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            // Other tests have meters of the same name at the same time
            if (instrument.Meter.Name == SocketIOMetrics.MeterName && instrument.Meter.Scope == meters)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var tag = tags.Length > 0 ? $"{{{tags[0].Value}}}" : "";
            counts.AddOrUpdate(instrument.Name + tag, value, (_, sum) => sum + value);
        });
        listener.Start();

        using var refused = await host.Client.GetAsync("/socket.io/?EIO=3&transport=polling");
        var (stranger, _) = await EngineIOClient.OpenAsync(host.Port, EngineIOClient.SocketPath);
        using var _1 = stranger;
        await stranger.SendAsync("40/nowhere");
        await stranger.ReceiveAsync();
        using var client = await EngineIOClient.JoinAsync(host.Port);
        Assert.Equal(2, counts["actors.socketio.sessions"]);
        Assert.Equal(1, counts["actors.socketio.sockets{/}"]);
        await client.SendAsync("4abc");
        await left.Task.Soon();

        Assert.Equal(1, counts["actors.socketio.sessions"]);
        Assert.Equal(0, counts["actors.socketio.sockets{/}"]);
        Assert.Equal(1, counts["actors.socketio.sessions.closed{parse error}"]);
        Assert.Equal(1, counts["actors.socketio.requests.refused{Unsupported protocol version}"]);
        Assert.Equal(1, counts["actors.socketio.packets.bad{header}"]);
        Assert.Equal(1, counts["actors.socketio.connect_errors"]);
        Assert.Equal(3, counts["actors.socketio.packets.received"]);
        Assert.InRange(counts["actors.socketio.packets.sent"], 4, 4);
        Assert.InRange(counts["actors.socketio.bytes.sent"], 300, 500);
    }
}
