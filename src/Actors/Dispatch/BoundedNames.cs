namespace Actors.Dispatch;

/// <summary>Names of types as tags of a metric. The first ones keep their names, all later ones are "other", so that messages from outside cannot create series without end.</summary>
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
