using System.Text.Json;
using System.Threading.Channels;
using Actors.SocketIO;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>Connection state recovery as the library has it: its user decides who continues.</summary>
public sealed class SocketIORecoveryTests
{
    [Fact]
    public async Task Without_a_recovery_handler_no_private_id_is_issued()
    {
        await using var host = await TestHost.StartSocketIOAsync(static server => server.Namespace("/"));
        var (answer, client) = await ConnectAsync(host, """40{"pid":"abc"}""");
        using var _ = client;
        Assert.False(answer.TryGetProperty("pid", out var _1));
    }

    [Fact]
    public async Task A_known_private_id_alone_recovers_a_socket()
    {
        SocketIORecoveryRequest? asked = null;
        var sockets = Channel.CreateUnbounded<SocketIOSocket>();
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/")
            .OnRecovering(request =>
            {
                asked = request;
                return request.PrivateId == "known" ? new SocketIORecovered("public", "what was") : null;
            })
            .OnConnection(socket => sockets.Writer.TryWrite(socket)));

        var (fresh, first) = await ConnectAsync(host, "40");
        using var _ = first;
        Assert.Null(asked);
        Assert.Matches("^[A-Za-z0-9_-]{24}$", fresh.GetProperty("pid").GetString());
        Assert.NotEqual(fresh.GetProperty("pid").GetString(), fresh.GetProperty("sid").GetString());
        Assert.Null((await sockets.Reader.ReadAsync()).Recovered);

        var (back, second) = await ConnectAsync(host, """40{"pid":"known","offset":"hall:7"}""");
        using var _1 = second;
        Assert.Equal(new SocketIORecoveryRequest("known", "hall:7"), asked);
        Assert.Equal(("known", "public"), (back.GetProperty("pid").GetString(), back.GetProperty("sid").GetString()));
        Assert.Equal("what was", (await sockets.Reader.ReadAsync()).Recovered);

        // While it is still connected, as far as the server knows, no other client can have its name.
        var (again, third) = await ConnectAsync(host, """40{"pid":"known"}""");
        using var _2 = third;
        Assert.Equal("known", again.GetProperty("pid").GetString());
        Assert.NotEqual("public", again.GetProperty("sid").GetString());
        await sockets.Reader.ReadAsync();

        var (unknown, fourth) = await ConnectAsync(host, """40{"pid":"unknown"}""");
        using var _3 = fourth;
        Assert.NotEqual("unknown", unknown.GetProperty("pid").GetString());
        Assert.Null((await sockets.Reader.ReadAsync()).Recovered);
    }

    [Theory]
    [InlineData("""40{"pid":7}""")]
    [InlineData("""40{"pid":""}""")]
    [InlineData("""40{"pid":"\ud800"}""")]
    [InlineData("""40{"pid":null,"offset":{}}""")]
    public async Task An_invalid_private_id_is_ignored(string connect)
    {
        await using var host = await TestHost.StartSocketIOAsync(static server => server.Namespace("/").OnRecovering(static _ => throw new InvalidOperationException("It was asked for.")));
        var (answer, client) = await ConnectAsync(host, connect);
        using var _ = client;
        Assert.NotEqual("", answer.GetProperty("pid").GetString());
    }

    private static async Task<(JsonElement Answer, EngineIOClient Client)> ConnectAsync(TestHost host, string packet)
    {
        var (client, _) = await EngineIOClient.OpenAsync(host.Port, EngineIOClient.SocketPath);
        await client.SendAsync(packet);
        var answer = await client.ReceiveAsync();
        Assert.StartsWith("40{", answer, StringComparison.Ordinal);
        return (JsonElement.Parse(answer.AsSpan(2)), client);
    }
}
