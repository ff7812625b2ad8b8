namespace Actors.SocketIO.EngineIO;

/// <summary>Maps Engine.IO to a path of the application.</summary>
public static class EngineIOEndpoints
{
    /// <summary>
    /// Hosts an Engine.IO server at a path, without Socket.IO. <paramref name="open"/> is called once for each session and returns its handler. Needs
    /// <c>AddSocketIO</c> for the clock and the metrics. When the application stops, sessions are closed as the protocol says.
    /// </summary>
    /// <param name="messageForOldClients">The one message that a client of revision 3 gets before it is closed. Null: 400, which such a client cannot show.</param>
    public static EngineIOServer MapEngineIO(
        this IEndpointRouteBuilder endpoints, string path, EngineIOOptions options, Func<EngineIOSession, IEngineIOHandler> open, string? messageForOldClients = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var server = new EngineIOServer(
            options,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<SocketIOMetrics>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.SocketIO"),
            open)
        {
            MessageForOldClients = messageForOldClients,
        };
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(server.StopAndWait);
        var pipeline = endpoints.CreateApplicationBuilder().UseWebSockets();
        pipeline.Run(server.HandleAsync);
        endpoints.Map(path, pipeline.Build());
        return server;
    }
}
