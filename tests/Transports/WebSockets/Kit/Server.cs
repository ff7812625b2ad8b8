using System.Net;
using System.Threading.Channels;
using Actors.TestKit;
using Actors.WebSockets;
using Microsoft.Extensions.Logging;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>
/// A real listener on loopback. "/echo" echoes; "/" is accepted with an <see cref="UpperSide"/> for the test to look at;
/// anything else is not found. Its clock is the test's, so that no timeout expires unless a test lets it.
/// </summary>
internal sealed class Server : IAsyncDisposable, IWebSocketAcceptor, ILogger
{
    private readonly Channel<UpperSide> _opened = Channel.CreateUnbounded<UpperSide>();
    private readonly List<string> _errors = [];

    private Server(Action<WebSocketListenerOptions>? configure, IWebSocketAcceptor? acceptor, int maxEchoBytes, bool hasOwnThreads)
    {
        var options = new WebSocketListenerOptions { Address = "127.0.0.1", Port = 0 };
        configure?.Invoke(options);
        Listener = new WebSocketListener(options, new EchoAcceptor("/echo", maxEchoBytes, acceptor ?? this), this, Time) { HasOwnThreads = hasOwnThreads };
    }

    public WebSocketListener Listener { get; }

    public ManualTimeProvider Time { get; } = new(timestampFrequency: ManualTimeProvider.OddFrequency);

    public IPEndPoint EndPoint => Listener.EndPoint!;

    public WebSocketRequest? LastRequest { get; private set; }

    /// <summary>Called with each upper side before the client is answered.</summary>
    public Action<UpperSide>? OnOpening { get; set; }

    public Func<WebSocketRequest, WebSocketDecision?>? Decision { get; set; }

    public string[] Errors
    {
        get
        {
            lock (_errors)
                return [.. _errors];
        }
    }

    public static async Task<Server> StartAsync(
        Action<WebSocketListenerOptions>? configure = null, IWebSocketAcceptor? acceptor = null, int maxEchoBytes = 64 * 1024, bool? hasOwnThreads = null)
    {
        var server = new Server(configure, acceptor, maxEchoBytes, hasOwnThreads ?? OperatingSystem.IsLinux());
        await server.Listener.StartAsync(CancellationToken.None);
        return server;
    }

    public Task<RawClient> EchoClientAsync() => RawClient.OpenAsync(EndPoint, "/echo");

    public async Task<(RawClient Client, UpperSide Upper)> OpenAsync(int? receiveBufferBytes = null)
    {
        var client = await RawClient.OpenAsync(EndPoint, receiveBufferBytes: receiveBufferBytes);
        return (client, await NextOpenedAsync());
    }

    public Task<UpperSide> NextOpenedAsync() => _opened.Reader.ReadAsync().AsTask().Soon();

    public WebSocketDecision Decide(WebSocketRequest request)
    {
        LastRequest = request;
        if (Decision?.Invoke(request) is { } decision)
            return decision;
        if (request.Path != "/")
            return WebSocketDecision.Refuse(HttpStatusCode.NotFound, "Nothing is here.");
        return WebSocketDecision.Accept(
            channel =>
            {
                var upper = new UpperSide(channel);
                OnOpening?.Invoke(upper);
                _opened.Writer.TryWrite(upper);
                return upper;
            },
            request.Subprotocols.FirstOrDefault());
    }

    public async ValueTask DisposeAsync()
    {
        // Stopping does not wait for clients that a test has left behind
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await Listener.StopAsync(now.Token);
        await Listener.DisposeAsync();
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel < LogLevel.Warning)
            return;
        lock (_errors)
            _errors.Add(formatter(state, exception) + exception);
    }
}
