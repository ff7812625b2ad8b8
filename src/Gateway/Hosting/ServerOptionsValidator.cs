using Actors.Gateway.Dialects.Packets;
using Actors.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>Checks of a gateway's options that an attribute on one property cannot express; all errors are reported at once.</summary>
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
