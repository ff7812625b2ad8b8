using System.ComponentModel;
using System.Reflection;
using Actors.Gateway.Connections;
using Actors.Gateway.Hosting;
using Actors.Rooms;
using Actors.Seed;

namespace Actors.System.Tests;

/// <summary>What a program's options are called in the environment: by its classes, as the configuration binds them.</summary>
internal static class OptionNames
{
    private static readonly Dictionary<string, Type> Gateway = new(StringComparer.OrdinalIgnoreCase) { ["Limits"] = typeof(GatewayLimits), ["Rooms"] = typeof(RoomOptions) };
    private static readonly Dictionary<string, Type> World = new(StringComparer.OrdinalIgnoreCase) { ["Rooms"] = typeof(RoomOptions) };

    /// <returns>What is wrong with the variable; null when the program takes it.</returns>
    public static string? Wrong(bool isGateway, string variable, string? value)
    {
        var parts = variable.Split("__");
        if (parts[0] != "Actors" || parts.Length < 2)
            return $"{variable} is no option.";
        var type = isGateway ? typeof(ServerOptions) : typeof(SeedOptions);
        var rest = parts[1..];
        if ((isGateway ? Gateway : World).TryGetValue(parts[1], out var section))
            (type, rest) = (section, rest[1..]);
        foreach (var part in rest)
        {
            if (Step(type, part) is not { } next)
                return $"{variable}: {type.Name} has no {part}.";
            type = next;
        }
        type = Nullable.GetUnderlyingType(type) ?? type;
        var converter = TypeDescriptor.GetConverter(type);
        if (type.IsClass && type != typeof(string))
            return $"{variable} names a group of options.";
        return value is null || converter.IsValid(value) ? null : $"{variable}: \"{value}\" is no {type.Name}.";
    }

    private static Type? Step(Type type, string part)
    {
        var dictionary = type.GetInterfaces().Append(type).FirstOrDefault(static one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IDictionary<,>));
        if (dictionary is not null)
            return dictionary.GetGenericArguments()[1];
        var list = type.GetInterfaces().Append(type).FirstOrDefault(static one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IList<>));
        if (list is not null)
            return int.TryParse(part, out _) ? list.GetGenericArguments()[0] : null;
        return type.GetProperty(part, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
    }
}
