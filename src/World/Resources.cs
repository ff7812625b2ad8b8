namespace Actors.World;

public enum Resource : byte
{
    Wood,
    Stone,
    Food,
    Gold,
}

/// <summary>How much a player owns of each resource.</summary>
public readonly record struct ResourceCounts(int Wood, int Stone, int Food, int Gold)
{
    public int this[Resource resource] => resource switch
    {
        Resource.Wood => Wood,
        Resource.Stone => Stone,
        Resource.Food => Food,
        _ => Gold,
    };

    public ResourceCounts Plus(Resource resource, int amount) => resource switch
    {
        Resource.Wood => this with { Wood = Wood + amount },
        Resource.Stone => this with { Stone = Stone + amount },
        Resource.Food => this with { Food = Food + amount },
        _ => this with { Gold = Gold + amount },
    };
}
