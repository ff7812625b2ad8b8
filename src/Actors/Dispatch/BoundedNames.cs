namespace Actors.Dispatch;

/// <summary>Names of types as tags of a metric. The first so many are themselves, all others are "other": a stranger's messages must not make series without end.</summary>
internal sealed class BoundedNames
{
    private const int Most = 64;

    private readonly HashSet<Type> _known = [];

    public string Of(Type type)
    {
        if (_known.Contains(type))
            return type.Name;
        if (_known.Count >= Most)
            return "other";
        _known.Add(type);
        return type.Name;
    }
}
