using Actors.Gateway.Dialects.Packets;
using Actors.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>What an attribute on one property cannot say.</summary>
internal sealed class ServerOptionsValidator : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options) =>
        PacketsOptionsCheck.Errors(options.Packets, $"{NodeOptions.Section}:{nameof(ServerOptions.Packets)}") is { Count: > 0 } errors
            ? ValidateOptionsResult.Fail(errors)
            : ValidateOptionsResult.Success;
}
