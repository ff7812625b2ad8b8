using System.Collections.Frozen;
using Actors.Rules;
using Actors.World;
using Caravan.Rules;
using Tag.Rules;

namespace Actors.Samples.Tests;

/// <summary>The samples as their programs run them: their rules and their content.</summary>
internal static class SampleWorlds
{
    public static WorldDefinition Tag { get; } = Load("Tag", RuleSet.Of(new StandardVerbs(), new TagGame()));

    public static WorldDefinition Caravan { get; } = Load("Caravan", RuleSet.Of(new StandardVerbs(), new CaravanGame()));

    /// <summary>With one room changed.</summary>
    public static WorldDefinition With(this WorldDefinition world, string room, Func<RoomDefinition, RoomDefinition> change) =>
        world with { Rooms = world.Rooms.Values.ToFrozenDictionary(static any => any.Id, any => any.Id == room ? change(any) : any) };

    private static WorldDefinition Load(string sample, RuleSet rules)
    {
        var loaded = ContentLoader.Load(Repository.PathOf("samples", sample, "content"), rules);
        Assert.Empty(loaded.Errors);
        return loaded.World!;
    }
}
