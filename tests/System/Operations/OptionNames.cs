using Actors.Gateway.Hosting;
using Actors.Hosting;
using Actors.Hosting.Startup;

namespace Actors.System.Tests;

/// <summary>What a program's options are called in the environment.</summary>
internal static class OptionNames
{
    /// <returns>What is wrong with the variable; null when the program takes it.</returns>
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
}
