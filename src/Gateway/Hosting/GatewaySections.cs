using Actors.Gateway.Admin;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>What a gateway is told beyond what every node is, and what is wrong with it before it starts.</summary>
internal static class GatewaySections
{
    public static IServiceCollection AddGatewayOptions(this IServiceCollection services)
    {
        services.AddNodeOptions<ServerOptions>();
        services.AddSection<GatewayLimits>($"{NodeOptions.Section}:Limits");
        services.AddSection<AreaOptions>($"{NodeOptions.Section}:Areas");
        services.AddSection<AdminOptions>(AdminOptions.Section);
        services.AddOptions<IdentityOptions>().BindConfiguration($"{NodeOptions.Section}:Identity").ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        services.AddSingleton<IValidateOptions<ServerOptions>, ListenerExposure>();
        services.AddSingleton<IValidateOptions<ServerOptions>, ListenerPorts>();
        return services;
    }
}
