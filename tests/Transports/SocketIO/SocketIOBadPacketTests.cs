using System.Net;
using Actors.SocketIO;

namespace Actors.Transports.Tests.SocketIO;

public sealed class SocketIOBadPacketTests
{
    [Theory]
    [InlineData("4abc")] // no type
    [InlineData("47")]
    [InlineData("4")]
    [InlineData("42")] // an event without a payload
    [InlineData("42{}")] // a payload that is not an array
    [InlineData("42[]")] // an array without a name
    [InlineData("42[null]")] // a name that is null
    [InlineData("42[{}]")]
    [InlineData("42[\"\\ud800\"]")] // a name that is not valid text
    [InlineData("42[\"connect\"]")] // names that are reserved
    [InlineData("42[\"disconnecting\"]")]
    [InlineData("42[\"a\"")] // not valid JSON
    [InlineData("42[\"a\"]x")]
    [InlineData("42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]")] // not an ack id
    [InlineData("42-1[\"a\"]")]
    [InlineData("4299999999999999999999[\"a\"]")]
    [InlineData("42/other,[\"a\"]")] // a namespace that it has not joined
    [InlineData("41/other,")]
    [InlineData("41{}")] // a payload where none may be
    [InlineData("40")] // joined already
    [InlineData("40[]")] // a payload that is not an object
    [InlineData("401{}")]
    [InlineData("40\"token\"")]
    [InlineData("43[]")] // an acknowledgement of nothing
    [InlineData("431")]
    [InlineData("431{}")]
    [InlineData("44{\"message\":\"no\"}")] // only a server refuses
    [InlineData("451-[\"a\"]", "42[\"a\"]")] // text where an attachment has to come
    [InlineData("451-{}", "0x00")]
    [InlineData("451-[\"a\",{\"_placeholder\":true,\"num\":1}]", "0x00")] // a placeholder without its attachment
    [InlineData("450-[\"a\"]")]
    [InlineData("45[\"a\"]")]
    [InlineData("4511-[\"more than ten\"]")]
    [InlineData("0x00")] // an attachment of nothing
    public async Task A_bad_packet_ends_the_session(params string[] packets)
    {
        var left = new TaskCompletionSource<DisconnectReason>();
        await using var host = await StartAsync(left);
        using var client = await EngineIOClient.JoinAsync(host.Port);
        foreach (var packet in packets)
            await (packet.StartsWith("0x", StringComparison.Ordinal) ? client.SendAsync(Convert.FromHexString(packet[2..])) : client.SendAsync(packet));
        Assert.Equal("close 1002", await client.ReceiveAsync());
        Assert.Equal(DisconnectReason.ParseError, await left.Task.Soon());
    }

    [Theory]
    [InlineData("42[\"a\"]")]
    [InlineData("4abc")]
    [InlineData("41")]
    [InlineData("bAA==")]
    [InlineData("40[]")]
    public async Task A_polling_client_that_does_not_join_first_is_closed(string packet)
    {
        await using var host = await StartAsync(new());
        var client = await PollingClient.OpenAsync(host.Client, EngineIOClient.SocketPath);
        using var response = await client.PostResponseAsync(packet);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await client.AssertUnknownAsync();
    }

    [Fact]
    public async Task JSON_deeper_than_the_limit_ends_the_session()
    {
        await using var host = await StartAsync(new());
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("42[\"message\"," + new string('[', 63) + new string(']', 63) + "]");
        Assert.StartsWith("42[\"message-back\",[[[", await client.ReceiveAsync(), StringComparison.Ordinal);
        await client.SendAsync("42[\"message\"," + new string('[', 64) + new string(']', 64) + "]");
        Assert.Equal("close 1002", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Attachments_over_the_total_limit_end_the_session()
    {
        await using var host = await StartAsync(new(), options => options.MaxAttachmentBytes = 1000);
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        await client.SendAsync(new byte[600]);
        await client.SendAsync(new byte[600]);
        Assert.Equal("close 1002", await client.ReceiveAsync());
    }

    private static Task<TestHost> StartAsync(TaskCompletionSource<DisconnectReason> left, Action<SocketIOOptions>? configure = null) =>
        TestHost.StartSocketIOAsync(
            server =>
            {
                server.Namespace("/").OnConnection(socket =>
                {
                    socket.On("message", (args, _) => socket.Emit("message-back", args));
                    socket.OnDisconnect(reason => left.TrySetResult(reason));
                });
                server.Namespace("/other");
            },
            configure);
}
