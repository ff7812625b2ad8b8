using Actors.Channels;
using Actors.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

var options = new WebSocketListenerOptions { Port = args.Length > 0 ? int.Parse(args[0]) : 3000 };
await using var listener = new WebSocketListener(options, new EchoServer(), NullLogger.Instance, TimeProvider.System);
await listener.StartAsync(CancellationToken.None);
Console.WriteLine($"Listening on ws://{listener.EndPoint}");
await Task.Delay(Timeout.Infinite);

internal sealed class EchoServer : IWebSocketAcceptor
{
    public WebSocketDecision Decide(WebSocketRequest request) => WebSocketDecision.Accept(static channel => new Echo(channel));
}

internal sealed class Echo(IClientChannel channel) : IChannelEvents
{
    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        channel.PauseReading(); // One message is under way at a time: the next is read when it has gone
        if (channel.TrySend(EncodedMessage.Copy(payload, isText)))
            channel.ResumeReading();
    }

    public void Writable() => channel.ResumeReading();

    public void Closed(CloseCode code, string reason) => Console.WriteLine($"Closed: {code}");
}
