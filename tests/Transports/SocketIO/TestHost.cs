using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>A real Kestrel on loopback. Whatever is logged as an error fails the test when the host is disposed.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ErrorLog _errors;

    private TestHost(WebApplication app, ErrorLog errors)
    {
        _app = app;
        _errors = errors;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Client = new HttpClient { BaseAddress = new Uri(addresses.Single()), Timeout = Eventually.Limit };
        Port = Client.BaseAddress.Port;
    }

    public int Port { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The errors logged so far. Taking them means that they were expected.</summary>
    public IReadOnlyList<string> TakeErrors()
    {
        var taken = _errors.ToArray();
        _errors.Clear();
        return taken;
    }

    /// <summary>An Engine.IO server whose sessions come out of the channel in the order they were opened.</summary>
    public static async Task<(TestHost Host, ChannelReader<TestSession> Sessions)> StartEngineAsync(
        Action<EngineIOOptions>? configure = null, TimeProvider? time = null, bool echo = true)
    {
        var sessions = Channel.CreateUnbounded<TestSession>();
        var options = new EngineIOOptions { StopTimeout = TimeSpan.Zero };
        configure?.Invoke(options);
        var host = await StartAsync(
            app => app.MapEngineIO(EngineIOClient.EnginePath, options, session =>
            {
                var opened = new TestSession(session, echo);
                sessions.Writer.TryWrite(opened);
                return opened;
            }),
            time: time);
        return (host, sessions.Reader);
    }

    public static Task<TestHost> StartSocketIOAsync(
        Action<SocketIOServer> server, Action<SocketIOOptions>? configure = null, TimeProvider? time = null) =>
        StartAsync(app => app.MapSocketIO(EngineIOClient.SocketPath, server), configure, time);

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // The clients are gone or do not matter any more, so they get no time for a goodbye
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Assert.Empty(_errors);
    }

    private static async Task<TestHost> StartAsync(
        Action<WebApplication> map, Action<SocketIOOptions>? configure = null, TimeProvider? time = null)
    {
        var errors = new ErrorLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(errors).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddSocketIO(options =>
        {
            // Clients that are left over when a test has ended no longer matter.
            options.StopTimeout = TimeSpan.Zero;
            configure?.Invoke(options);
        });
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new(app, errors);
    }

    private sealed class ErrorLog : ConcurrentQueue<string>, ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Formatted at any level, so that a message which cannot be formatted is found
            var text = formatter(state, exception);
            if (logLevel >= LogLevel.Error)
                Enqueue($"{text}: {exception}");
        }

        public void Dispose()
        {
        }
    }
}
