using System.Text;
using Actors.Serialization.Formats;
using Akka.Configuration;

namespace Actors.Serialization;

/// <summary>Which serializer has which type. To be given to Akka before anything of its own: a fallback of it must not bring the JSON serializer back.</summary>
public static class WorldSerialization
{
    private const string Resource = "Actors.Serialization.serialization.conf";

    /// <summary>Which serializer has which messages; everything else is refused.</summary>
    public static Config Config { get; } = Bindings().WithFallback(Fixed());

    /// <summary>One binding for each line of the table, so that a message that is added there needs nothing else.</summary>
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
