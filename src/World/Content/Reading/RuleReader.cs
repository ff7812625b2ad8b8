using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Actors.World;

/// <summary>Reads what content specifies for the rules: minds and behaviours by name, and components as separate keys.</summary>
internal sealed class RuleReader(RuleSet rules, ContentErrors errors)
{
    public string? Mind(MapReader creature) => creature.ReferenceOr("mind", "mind", rules.Minds.Keys, null);

    public string? ItemBehaviour(MapReader item) => item.ReferenceOr("behaviour", "behaviour of items", rules.ItemBehaviours.Keys, null);

    public string? ExitBehaviour(MapReader exit) => exit.ReferenceOr("behaviour", "behaviour of exits", rules.ExitBehaviours.Keys, null);

    /// <summary>Each key that is the name of a component: <c>mana: 10</c>, <c>mana: { points: 10 }</c>.</summary>
    public ComponentData? Components(MapReader map)
    {
        List<WrittenComponent> found = [];
        foreach (var type in rules.Components.Where(static type => type.IsFromContent))
        {
            if (map.Find(type.Name) is { } node && Read(type, node) is { } value)
                found.Add(new WrittenComponent(type.Name, type.Version, type.Write(value)));
        }
        return ComponentData.Of(found);
    }

    private object? Read(ComponentType type, ContentNode node)
    {
        try
        {
            var json = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(json))
                Write(writer, node);
            using var document = JsonDocument.Parse(json.WrittenMemory);
            var value = type.ReadContent(document.RootElement);
            type.Checked(value);
            return value;
        }
        catch (RulesException large)
        {
            errors.Add(node.At, large.Message);
            return null;
        }
        catch (Exception wrong) when (ComponentJson.IsMisfit(wrong))
        {
            errors.Add(node.At, $"\"{type.Name}\" does not fit the component {type.ValueType.Name}{Where(wrong as JsonException)}: it is {Shape(type.ValueType)}, not {node.Found}");
            return null;
        }
    }

    private static string Where(JsonException? wrong) => wrong?.Path is { Length: > 2 } path ? $" at {path[2..]}" : "";

    /// <summary>The type in the form that an author writes: <c>{ points: a whole number }</c>.</summary>
    private static string Shape(Type type)
    {
        var text = new StringBuilder("{ ");
        foreach (var parameter in type.GetConstructors().OrderByDescending(static constructor => constructor.GetParameters().Length).First().GetParameters())
            text.Append(text.Length > 2 ? ", " : "").Append(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)).Append(": ").Append(Word(parameter.ParameterType));
        return text.Append(" }").ToString();
    }

    private static string Word(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? $"{Word(inner)} or nothing"
        : type == typeof(string) ? "a text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type.IsEnum ? string.Join(" or ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))
        : type.Name;

    private static void Write(Utf8JsonWriter writer, ContentNode node)
    {
        switch (node)
        {
            case MapNode map:
                writer.WriteStartObject();
                foreach (var (key, _, value) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                Write(writer, scalar);
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, ScalarNode scalar)
    {
        if (!scalar.Plain)
            writer.WriteStringValue(scalar.Value);
        else if (scalar.Value is "true" or "false")
            writer.WriteBooleanValue(scalar.Value == "true");
        else if (scalar.Value is "" or "~" or "null")
            writer.WriteNullValue();
        else if (long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            writer.WriteNumberValue(whole);
        else if (double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(scalar.Value);
    }
}
