using System.Collections.Concurrent;
using System.Net.WebSockets;
using Actors.Gateway.Hosting;
using Actors.Gateway.Identity;
using Actors.Rooms;
using Actors.Rules;
using Actors.World;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>The whole node in this process: the sample world, a database of its own, a listener on any free port.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private static readonly Lazy<WorldDefinition> World = new(() => ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!);

    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("actors-abuse-").FullName;
    private readonly ErrorLog _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly WorldServer _server;

    private TestGateway(GatewayLimits limits, IdentityOptions identity, Action<ServerOptions>? configure)
    {
        _loggers = LoggerFactory.Create(builder => builder.AddProvider(_log));
        var options = new ServerOptions
        {
            Data = Path.Combine(_directory, "world.db"),
            Identity = identity,
            // All players are in one room, whatever their dialect
            Datagram = new() { Address = "127.0.0.1", Port = 0, Room = World.Value.DefaultRoom },
            WebSockets = new(StringComparer.OrdinalIgnoreCase) { ["main"] = Listener("arena"), ["collector"] = Listener("collector"), ["packets"] = Listener("packets") },
            SocketIO = new() { Port = 0 },
        };
        configure?.Invoke(options);
        // As a host does before anything starts.
        if (new ServerOptionsValidator().Validate(null, options) is { Failed: true, Failures: var failures })
            throw new OptionsValidationException(nameof(ServerOptions), typeof(ServerOptions), failures);
        _server = new WorldServer(World.Value, Options.Create(options), Options.Create(limits), Options.Create(new RoomOptions()), _loggers,
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), TimeProvider.System);
    }

    private static WebSocketOptions Listener(string dialect) => new() { Address = "127.0.0.1", Port = 0, Dialect = dialect, Room = World.Value.DefaultRoom };

    public int Port => _server.EndPoints["main"].Port;

    public int? SocketIOPort => _server.SocketIOEndPoint?.Port;

    public int DatagramPort => _server.DatagramEndPoints["datagram"].Port;

    /// <summary>The directory of its database.</summary>
    public string Directory => _directory;

    /// <summary>Every error that the server has logged.</summary>
    public IEnumerable<string> Errors => _log.Errors;

    public static async Task<TestGateway> StartAsync(GatewayLimits? limits = null, IdentityOptions? identity = null, Action<ServerOptions>? configure = null)
    {
        var gateway = new TestGateway(limits ?? new GatewayLimits(), identity ?? new IdentityOptions(), configure);
        await gateway._server.StartAsync(CancellationToken.None);
        return gateway;
    }

    public Task<GatewayClient> ArenaAsync(string query = "") => ConnectAsync("/" + query, static _ => { });

    public Task<GatewayClient> MudAsync(string query = "") => ConnectAsync("/ws/game/" + query, static _ => { });

    public Task<GatewayClient> CollectorAsync(string query = "") => ConnectAsync("/" + query, static _ => { }, "collector");

    public Task<GatewayClient> PacketsAsync(string query = "") => ConnectAsync("/" + query, static options => options.AddSubProtocol("packets"));

    public Task<GatewayClient> NativeAsync() => NativeAsync("actors.v1.json");

    public Task<GatewayClient> NativeAsync(string subprotocol) => ConnectAsync("/", options => options.AddSubProtocol(subprotocol));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _loggers.Dispose();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    public async Task<GatewayClient> ConnectAsync(string path, Action<ClientWebSocketOptions> set, string listener = "main") =>
        new(await WebSocketClient.ConnectAsync(_server.EndPoints[listener].Port, path, set));

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Errors.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
