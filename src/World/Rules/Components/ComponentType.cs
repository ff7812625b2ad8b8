using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Actors.World;

/// <summary>A component that a module has registered.</summary>
public abstract class ComponentType
{
    private protected ComponentType(Type type)
    {
        var attribute = type.GetCustomAttribute<ComponentAttribute>() ?? throw new RulesException($"{type.Name} lacks [Component(\"name\")].");
        (ValueType, Name, Version, IsDurable, IsFromContent, Visibility) = (type, attribute.Name, attribute.Version, attribute.Durable, attribute.FromContent, attribute.Visibility);
    }

    /// <summary>The name in rows, recordings and for clients.</summary>
    public string Name { get; }

    /// <summary>The version in which it is written.</summary>
    public int Version { get; }

    /// <summary>Whether it is persisted.</summary>
    public bool IsDurable { get; }

    /// <summary>Whether content may give it to kinds, rooms and nodes.</summary>
    public bool IsFromContent { get; }

    /// <summary>Who sees it.</summary>
    public ComponentVisibility Visibility { get; }

    /// <summary>The type of the record.</summary>
    public Type ValueType { get; }

    internal abstract object Fallback { get; }

    internal abstract object? Read(int version, string json);

    /// <summary>The value as JSON, as it will be persisted and shown; null: it is neither, so it needs no JSON yet.</summary>
    /// <exception cref="RulesException">It is larger than a component may be.</exception>
    internal string? Checked(object value)
    {
        if (!IsDurable && Visibility == ComponentVisibility.Nobody)
            return null;
        var json = Write(value);
        var bytes = Encoding.UTF8.GetByteCount(json);
        return bytes <= ComponentData.MaxBytes
            ? json
            : throw new RulesException($"The component \"{Name}\" has {bytes} bytes as JSON, and a component at most {ComponentData.MaxBytes}.");
    }

    /// <summary>The same value always gives the same text: the order of the properties is that of the record.</summary>
    internal string Write(object value) => JsonSerializer.Serialize(value, ValueType, ComponentJson.Options);

    /// <summary>Reads the value from content: a map of the record's properties or, for a record with one property, that property's value.</summary>
    /// <exception cref="JsonException">It does not fit; the message says why.</exception>
    internal abstract object ReadContent(JsonElement content);
}

/// <inheritdoc/>
internal sealed class ComponentType<T> : ComponentType
    where T : class
{
    private readonly T _fallback;
    private readonly Dictionary<int, ComponentUpgrade> _upgrades = [];

    public ComponentType(T fallback, IEnumerable<ComponentUpgrade> upgrades)
        : base(typeof(T))
    {
        _fallback = fallback;
        foreach (var upgrade in upgrades)
        {
            if (upgrade.To != typeof(T) || upgrade.FromVersion >= Version || !_upgrades.TryAdd(upgrade.FromVersion, upgrade))
                throw new RulesException($"The component \"{Name}\" is at version {Version}: an upgrade of version {upgrade.FromVersion} to {upgrade.To.Name} has no place.");
        }
    }

    public T Default => _fallback;

    internal override object Fallback => _fallback;

    /// <summary>Null: these rules do not know the version, or the text does not fit it.</summary>
    internal override object? Read(int version, string json)
    {
        try
        {
            if (version == Version)
                return JsonSerializer.Deserialize<T>(json, ComponentJson.Options);
            return _upgrades.TryGetValue(version, out var upgrade) ? upgrade.Read(json) : null;
        }
        catch (Exception wrong) when (ComponentJson.IsMisfit(wrong))
        {
            return null;
        }
    }

    internal override object ReadContent(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Object && typeof(T).GetConstructors() is [var only] && only.GetParameters() is [var parameter])
        {
            var value = content.Deserialize(parameter.ParameterType, ComponentJson.Options);
            return only.Invoke(System.Reflection.BindingFlags.DoNotWrapExceptions, null, [value], null);
        }
        return content.Deserialize<T>(ComponentJson.Options) ?? throw new JsonException("it is empty");
    }
}

/// <summary>How a component of an older version becomes one of the present version.</summary>
public sealed class ComponentUpgrade
{
    private readonly Func<string, object?> _read;

    private ComponentUpgrade(int from, Type to, Func<string, object?> read) => (FromVersion, To, _read) = (from, to, read);

    internal int FromVersion { get; }

    internal Type To { get; }

    /// <summary>Reads what version <paramref name="version"/> has written as the record of that time, and converts it to the present one.</summary>
    public static ComponentUpgrade From<TOld, TNew>(int version, Func<TOld, TNew> upgrade)
        where TOld : class
        where TNew : class =>
        new(version, typeof(TNew), json => JsonSerializer.Deserialize<TOld>(json, ComponentJson.Options) is { } old ? upgrade(old) : null);

    internal object? Read(string json) => _read(json);
}
