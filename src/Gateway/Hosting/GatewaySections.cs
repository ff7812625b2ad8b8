using Actors.Gateway.Admin;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>A gateway's options beyond those of every node, and their validation before it starts.</summary>
internal static class GatewaySections
{
    public static IServiceCollection AddGatewayOptions(this IServiceCollection services) => services
        .AddNodeOptions<ServerOptions>()
        // Its section is bound already; binding it twice would duplicate the entries of its lists.
        .AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>()
        .AddValidated<GatewayLimits>($"{NodeOptions.Section}:Limits")
        .AddValidated<AreaOptions>($"{NodeOptions.Section}:Areas")
        .AddValidated<AdminOptions>(AdminOptions.Section)
        .AddValidated<IdentityOptions, IdentityOptionsValidator>($"{NodeOptions.Section}:Identity");
}
