namespace Actors.World;

/// <summary>What can be gathered. Rows and wire formats contain the numbers, so these never change.</summary>
public enum Resource : byte
{
    /// <summary>Number 0.</summary>
    Wood,
    /// <summary>Number 1.</summary>
    Stone,
    /// <summary>Number 2.</summary>
    Food,
    /// <summary>Number 3.</summary>
    Gold,
}

/// <summary>What a resource is called in content, on the wires and by players: <c>wood</c>.</summary>
public static class ResourceWords
{
    internal static readonly string[] All = [.. Enum.GetNames<Resource>().Select(static name => name.ToLowerInvariant())];

    /// <summary>Its word.</summary>
    public static string Word(this Resource resource) => All[(int)resource];
}

/// <summary>How much a player owns of each resource.</summary>
public readonly record struct ResourceCounts(int Wood, int Stone, int Food, int Gold)
{
    /// <summary>How much of one resource.</summary>
    public int this[Resource resource] => resource switch
    {
        Resource.Wood => Wood,
        Resource.Stone => Stone,
        Resource.Food => Food,
        _ => Gold,
    };

    /// <summary>A copy with more of one resource; a negative amount subtracts, and is not checked.</summary>
    public ResourceCounts Plus(Resource resource, int amount) => resource switch
    {
        Resource.Wood => this with { Wood = Wood + amount },
        Resource.Stone => this with { Stone = Stone + amount },
        Resource.Food => this with { Food = Food + amount },
        _ => this with { Gold = Gold + amount },
    };
}
