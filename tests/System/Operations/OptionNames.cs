using Actors.Gateway.Hosting;
using Actors.Hosting;
using Actors.Hosting.Startup;

namespace Actors.System.Tests;

/// <summary>What a program's options are called in the environment.</summary>
internal static class OptionNames
{
    /// <returns>What is wrong with the variable; null when the program accepts it.</returns>
    public static string? Wrong(bool isGateway, string variable, string? value)
    {
        var option = (isGateway ? ServerOptions.Known : WorldNodeOptions.Known).Find(variable.Replace("__", ":", StringComparison.Ordinal));
        return option switch
        {
            null => $"{variable} is no option.",
            { Kind: not OptionKind.Value } => $"{variable} names a group of options.",
            _ when value is not null && OptionValue.Problem(option, value) is { } problem => variable + problem,
            _ => null,
        };
    }

    /// <summary>The options that a gateway in a container needs for its default listeners to be reached from outside, and that are not set.</summary>
    /// <param name="valueOf">The value of a variable; null when it is not set.</param>
    public static IEnumerable<string> Unreachable(Func<string, string?> valueOf)
    {
        var listeners = new ServerOptions().WebSockets.Keys.Select(static name => $"WebSockets__{name}").ToList();
        var elsewhere = ((string[])["Http", "SocketIO", "Datagram", .. listeners]).Where(name => valueOf($"Actors__{name}__Address") != "*").Select(static name => $"{name} is on loopback.");
        return elsewhere.Concat(listeners.Where(name => valueOf($"Actors__{name}__Limits__MaxConnectionsPerAddress") is null).Select(static name => $"{name} takes the proxy for one client."));
    }
}
