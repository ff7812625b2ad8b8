using Actors.SocketIO.EngineIO;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.SocketIO;

/// <summary>Adds Socket.IO to an application.</summary>
public static class SocketIOEndpoints
{
    /// <summary>An error packet of the protocol's fourth revision: clients of Socket.IO 2 emit it as <c>error</c>.</summary>
    private const string ErrorForOldClients = "4\"This server speaks to clients of Socket.IO 3 and later (Engine.IO 4): update your client library.\"";

    /// <summary>Adds what <see cref="MapSocketIO"/> needs. If options are out of range, the start fails and reports all of them at once.</summary>
    public static IServiceCollection AddSocketIO(this IServiceCollection services, Action<SocketIOOptions>? configure = null)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SocketIOMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SocketIOOptions>, Validation>());
        services.AddOptions<SocketIOOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        return services;
    }

    /// <summary>Hosts a Socket.IO server at a path, <c>/socket.io/</c> by convention; <paramref name="configure"/> registers its namespaces.</summary>
    public static SocketIOServer MapSocketIO(this IEndpointRouteBuilder endpoints, string path, Action<SocketIOServer> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        var services = endpoints.ServiceProvider;
        var options = services.GetRequiredService<IOptions<SocketIOOptions>>().Value;
        var server = new SocketIOServer(options, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<SocketIOMetrics>());
        configure(server);
        server.IsComplete = true;
        endpoints.MapEngineIO(path, options, server.Open, ErrorForOldClients);
        return server;
    }

    private sealed class Validation : IValidateOptions<SocketIOOptions>
    {
        public ValidateOptionsResult Validate(string? name, SocketIOOptions options)
        {
            var errors = options.Validate().ToList();
            return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
        }
    }
}
