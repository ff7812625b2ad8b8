using System.Diagnostics.CodeAnalysis;

namespace Actors.World;

/// <summary>Either a complete, linked world or all of its errors; never both, never neither.</summary>
public sealed class ContentResult
{
    internal ContentResult(WorldDefinition world, IReadOnlyList<ContentError> warnings) => (World, Errors, Warnings) = (world, [], warnings);

    internal ContentResult(IReadOnlyList<ContentError> errors, IReadOnlyList<ContentError> warnings) => (Errors, Warnings) = (errors, warnings);

    /// <summary>The world; null when there are errors.</summary>
    public WorldDefinition? World { get; }

    /// <summary>Sorted by file, line and column.</summary>
    public IReadOnlyList<ContentError> Errors { get; }

    /// <summary>Files that look like content but were skipped.</summary>
    public IReadOnlyList<ContentError> Warnings { get; }

    /// <summary>Whether there is a world to play in.</summary>
    [MemberNotNullWhen(true, nameof(World))]
    public bool IsValid => World is not null;
}
