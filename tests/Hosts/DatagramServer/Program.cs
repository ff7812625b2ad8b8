using System.Net;
using Actors.Channels;
using Actors.Datagrams;
using Microsoft.Extensions.Logging.Abstractions;

await using var listener = new DatagramListener(new DatagramLimits(), new PingServer(), NullLogger.Instance, TimeProvider.System);
listener.Start("localhost", args.Length > 0 ? int.Parse(args[0]) : 9999);
Console.WriteLine($"Listening on udp://{listener.EndPoint}");
await Task.Delay(Timeout.Infinite);

internal sealed class PingServer : IDatagramAcceptor
{
    public EncodedMessage Greeting { get; } = new DatagramBundle().Add(id: 10, needsAck: true, [0xA5, .. "hello"u8]).ToMessage();

    public IChannelEvents? Accept(IClientChannel channel, IPEndPoint remote) => new Pinged(channel);
}

internal sealed class Pinged(IClientChannel channel) : IChannelEvents
{
    private static readonly EncodedMessage Pong = new DatagramBundle().Add(id: 12, needsAck: true, [0xA4, .. "pong"u8]).ToMessage();

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        if (DatagramHeader.TryParse(payload, out var packet) && packet.Id == 11)
            channel.TrySend(Pong); // Sent again until the client acknowledges it
    }

    public void Writable() { }

    public void Closed(CloseCode code, string reason) => Console.WriteLine($"Closed: {reason}");
}
