using System.Diagnostics.CodeAnalysis;

namespace Actors.World;

/// <summary>Either a whole, linked world or everything that is wrong with it; never both, never neither.</summary>
public sealed class ContentResult
{
    internal ContentResult(WorldDefinition world)
    {
        World = world;
        Errors = [];
    }

    internal ContentResult(IReadOnlyList<ContentError> errors) => Errors = errors;

    public WorldDefinition? World { get; }

    /// <summary>In the order of file, line and column.</summary>
    public IReadOnlyList<ContentError> Errors { get; }

    [MemberNotNullWhen(true, nameof(World))]
    public bool IsValid => World is not null;
}
