using Actors.Gateway.Admin;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Actors.Hosting.Startup;

namespace Actors.Gateway.Hosting;

/// <summary>What a gateway is told beyond what every node is, and what is wrong with it before it starts.</summary>
internal static class GatewaySections
{
    public static IServiceCollection AddGatewayOptions(this IServiceCollection services) => services
        .AddNodeOptions<ServerOptions>()
        .AddValidated<ServerOptions, ServerOptionsValidator>(NodeOptions.Section)
        .AddValidated<GatewayLimits>($"{NodeOptions.Section}:Limits")
        .AddValidated<AreaOptions>($"{NodeOptions.Section}:Areas")
        .AddValidated<AdminOptions>(AdminOptions.Section)
        .AddValidated<IdentityOptions, IdentityOptionsValidator>($"{NodeOptions.Section}:Identity");
}
