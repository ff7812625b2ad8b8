using Actors.Gateway.Admin;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>What a gateway is told beyond what every node is, and what is wrong with it before it starts.</summary>
internal static class GatewaySections
{
    public static IServiceCollection AddGatewayOptions(this IServiceCollection services) => services
        .AddNodeOptions<ServerOptions>()
        // Its section is bound already: what is bound twice has each entry of its lists twice.
        .AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>()
        .AddValidated<GatewayLimits>($"{NodeOptions.Section}:Limits")
        .AddValidated<AreaOptions>($"{NodeOptions.Section}:Areas")
        .AddValidated<AdminOptions>(AdminOptions.Section)
        .AddValidated<IdentityOptions, IdentityOptionsValidator>($"{NodeOptions.Section}:Identity");
}
