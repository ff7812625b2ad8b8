using System.Text;
using Microsoft.Extensions.Configuration;

namespace Actors.System.Tests;

/// <summary>Configuration as a program gets it, from one source.</summary>
internal static class GivenOptions
{
    public static ConfigurationManager Arguments(params string[] arguments)
    {
        var configuration = new ConfigurationManager();
        configuration.AddCommandLine(arguments);
        return configuration;
    }

    /// <summary>The test's own variables, which nothing else reads.</summary>
    public static ConfigurationManager Environment(string name, string value)
    {
        var configuration = new ConfigurationManager();
        global::System.Environment.SetEnvironmentVariable(name, value);
        try
        {
            configuration.AddEnvironmentVariables();
        }
        finally
        {
            global::System.Environment.SetEnvironmentVariable(name, null);
        }
        return configuration;
    }

    public static ConfigurationManager Json(string text)
    {
        var configuration = new ConfigurationManager();
        configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        return configuration;
    }
}
