using System.Text;
using Actors.Serialization.Formats;
using Akka.Configuration;

namespace Actors.Serialization;

/// <summary>Assigns serializers to types. It must take precedence over Akka's own configuration, so that no fallback brings the JSON serializer back.</summary>
public static class WorldSerialization
{
    private const string Resource = "Actors.Serialization.serialization.conf";

    /// <summary>The bindings of messages to serializers. Everything else is refused.</summary>
    public static Config Config { get; } = Bindings().WithFallback(Fixed());

    /// <summary>One binding for each line of the table, so that a new message needs nothing but its line there.</summary>
    private static Config Bindings()
    {
        var text = new StringBuilder("akka.actor.serialization-bindings {\n");
        foreach (var message in WireMessages.All.Select(static message => message.Type).Concat(WireMessages.LocalOnly).Distinct())
            text.Append($"  \"{message.FullName}, {message.Assembly.GetName().Name}\" = world\n");
        return ConfigurationFactory.ParseString(text.Append('}').ToString());
    }

    private static Config Fixed()
    {
        using var stream = typeof(WorldSerialization).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
