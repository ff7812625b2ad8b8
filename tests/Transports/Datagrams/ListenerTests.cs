using System.Net;
using System.Net.Sockets;
using Actors.Channels;
using Actors.Datagrams;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Transports.Tests.Datagrams;

public sealed class ListenerTests : IDatagramAcceptor
{
    private readonly TaskCompletionSource<IPEndPoint> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EncodedMessage Greeting { get; } = TestDatagrams.Message(TestDatagrams.GreetingId, needsAck: true);

    public IChannelEvents? Accept(IClientChannel channel, IPEndPoint remote)
    {
        _opened.TrySetResult(remote);
        return new TestUpperSide(channel);
    }

    [Theory]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("localhost", "::1")]
    [InlineData("*", "127.0.0.1")]
    [InlineData("*", "::1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    public async Task IPv4_and_IPv6_clients_can_join(string address, string from)
    {
        await using var listener = Listener();
        listener.Start(address, 0);
        using var client = new Socket(IPAddress.Parse(from).AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        client.Connect(new IPEndPoint(IPAddress.Parse(from), listener.EndPoint!.Port));
        client.Send(DatagramPacket.Join());
        var buffer = new byte[1200];
        var length = await client.ReceiveAsync(buffer).Soon();
        client.Send(DatagramPacket.Write(DatagramIds.Ack, 0, false, DatagramPacket.Numbers(DatagramPacket.Read(buffer.AsSpan(0, length)).Sequence)));
        Assert.Equal(((IPEndPoint)client.LocalEndPoint!).Port, (await _opened.Task.Soon()).Port);
    }

    [Fact]
    public async Task The_error_names_a_taken_port()
    {
        await using var first = Listener();
        first.Start("127.0.0.1", 0);
        await using var second = Listener();
        var cause = Assert.Throws<ListenException>(() => second.Start("127.0.0.1", first.EndPoint!.Port));
        Assert.Contains($"{first.EndPoint}", cause.Message, StringComparison.Ordinal);
    }

    private DatagramListener Listener() => new(new DatagramLimits(), this, NullLogger.Instance, TimeProvider.System);
}
