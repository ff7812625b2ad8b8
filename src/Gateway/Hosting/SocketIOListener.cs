using System.Net;
using System.Net.Sockets;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Hosting.Startup;
using Actors.SocketIO;
using Actors.World;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>
/// The web server for Socket.IO clients. It is a separate one, so that it stops when the other listeners do and serves nothing of the web client.
/// </summary>
internal sealed class SocketIOListener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SocketIOListener(WebApplication app) => _app = app;

    public IPEndPoint EndPoint { get; private init; } = null!;

    /// <exception cref="IOException">The port is not available; the message names the option that chooses another.</exception>
    public static async Task<SocketIOListener> StartAsync(
        SocketIOListenerOptions options, SocketIODialect dialect, RoomId? room, ConnectionRegistry connections, GatewayLimits limits, ILoggerFactory loggers, TimeProvider time,
        CancellationToken cancellation)
    {
        var app = Build(options, limits, loggers, time);
        app.MapSocketIO(options.Path, server => Recovering(server.Namespace("/"), dialect.Recoveries)
            .OnConnecting(_ => connections.Count < limits.MaxConnections ? SocketIOAdmission.Accepted : SocketIOAdmission.Refused("The server is full; try again later."))
            .OnConnection(socket => SocketIOClient.Join(socket, connections, dialect, room)));
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new IOException($"Cannot listen on {options.Address}:{options.Port} for Socket.IO: {StartFailure.Explain(cause)}. (Another port can be chosen with --Actors:SocketIO:Port=N, and "
                + "all moved with --Actors:Ports:Offset=N)", cause);
        }
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new SocketIOListener(app) { EndPoint = new IPEndPoint(IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback, address.Port) };
    }

    private static SocketIONamespace Recovering(SocketIONamespace ns, Recoveries recoveries) => !recoveries.IsOn
        ? ns
        : ns.OnRecovering(request => recoveries.Find(request.PrivateId, request.Offset) is { } found ? new SocketIORecovered(found.SocketId, found) : null);

    /// <summary>Closes every session as the protocol requires, and then the connections.</summary>
    public Task StopAsync(CancellationToken cancellation) => _app.StopAsync(cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(SocketIOListenerOptions options, GatewayLimits limits, ILoggerFactory loggers, TimeProvider time)
    {
        // An empty builder has no configuration and no signals of its own; those belong to the outer program.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Listen(kestrel, options);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IHostLifetime, OuterLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));
        builder.Services.AddSocketIO();
        builder.Services.Replace(ServiceDescriptor.Singleton(Options.Create(options.ToProtocol(limits.MaxConnections))));
        return builder.Build();
    }

    private static void Listen(KestrelServerOptions kestrel, SocketIOListenerOptions options)
    {
        if (options.Address == "*")
            kestrel.ListenAnyIP(options.Port);
        else if (options.Address == "localhost" && options.Port != 0)
            kestrel.ListenLocalhost(options.Port);
        else
            kestrel.Listen(options.Address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(options.Address), options.Port);
    }

    /// <summary>Lives as long as its starter lets it.</summary>
    private sealed class OuterLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
