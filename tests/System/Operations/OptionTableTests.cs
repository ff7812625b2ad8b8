using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Actors.Clustering;
using Actors.Datagrams;
using Actors.Gateway;
using Actors.Gateway.Admin;
using Actors.Gateway.Identity;
using Actors.Rooms;
using Actors.WebSockets;

namespace Actors.System.Tests;

/// <summary>The documentation lists all options, with their defaults.</summary>
public sealed class OptionTableTests
{
    [Theory]
    [InlineData("options.md", "## Operators (`Admin:`)", typeof(AdminOptions))]
    [InlineData("options.md", "## Signed players (`Identity:`)", typeof(IdentityOptions))]
    [InlineData("options.md", "## What one client may use up (`Limits:`)", typeof(GatewayLimits))]
    [InlineData("options.md", "## UDP (`Datagram:Limits:`)", typeof(DatagramLimits))]
    [InlineData("options.md", "## Rooms (`Rooms:`)", typeof(RoomOptions))]
    [InlineData("options.md", "## The cluster (`Cluster:`)", typeof(ClusterOptions))]
    [InlineData("websocket.md", "## Options", typeof(WebSocketListenerOptions))]
    public void Each_option_is_documented_with_its_default(string page, string heading, Type type)
    {
        var table = new OptionTable(page, heading);
        var options = Options(Activator.CreateInstance(type)!, "").ToDictionary(static option => option.Name, static option => option.Default);
        Assert.NotEmpty(options);
        Assert.Empty(options.Keys.Except(table.Names));
        foreach (var (name, value) in options)
        {
            if (Number(value) is { } number && table.DefaultOf(name) is { } documented)
                Assert.True(number == documented, $"{name} is {number}, {page} says {documented}.");
        }
    }

    /// <summary>Options that have a range, at any depth of groups.</summary>
    private static IEnumerable<(string Name, object? Default)> Options(object group, string prefix)
    {
        foreach (var property in group.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0)
                continue;
            var value = property.GetValue(group);
            if (property.IsDefined(typeof(RangeAttribute)))
                yield return (prefix + property.Name, value);
            else if (value is not null && property.PropertyType.IsClass && property.PropertyType.Namespace!.StartsWith("Actors.", StringComparison.Ordinal))
            {
                foreach (var inner in Options(value, $"{prefix}{property.Name}:"))
                    yield return inner;
            }
        }
    }

    private static double? Number(object? value) => value switch
    {
        TimeSpan time => time.TotalSeconds,
        int or long or double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
