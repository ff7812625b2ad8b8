using Actors.Gateway.Dialects.Packets;
using Actors.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>What an attribute on one property cannot say of a gateway's options: all of it at once.</summary>
internal sealed class ServerOptionsValidator : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. ListenerExposure.Problems(options),
            .. ListenerPorts.Problems(options),
            .. options.WebSockets.SelectMany(static listener => listener.Value.Problems(listener.Key)),
            .. options.SocketIO.Enabled ? options.SocketIO.Validate() : [],
            .. options.Datagram.Enabled || options.Datagram.EchoPort is not null ? options.Datagram.Problems() : [],
            .. PacketsOptionsCheck.Errors(options.Packets, $"{NodeOptions.Section}:{nameof(ServerOptions.Packets)}"),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
