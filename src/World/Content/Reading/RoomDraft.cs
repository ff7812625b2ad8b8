namespace Actors.World;

/// <summary>A room read from its own text alone, before its exits are linked.</summary>
/// <param name="Definition">The definition, complete except for its exits.</param>
/// <param name="At">The place of its id in the file.</param>
/// <param name="Floor">Null when the size is wrong, so that places in the room cannot be checked.</param>
/// <param name="Exits">In the order of the file.</param>
internal sealed record RoomDraft(RoomDefinition Definition, Place At, Floor? Floor, IReadOnlyList<ExitDraft> Exits);

/// <param name="Exit">The definition, without its arrival.</param>
/// <param name="At">The place of its direction in the file.</param>
/// <param name="ToAt">The place of the other room's name in the file.</param>
/// <param name="Stretch">Null when its place is wrong.</param>
/// <param name="OneWay">Declared to have no way back.</param>
internal sealed record ExitDraft(ExitDefinition Exit, Place At, Place ToAt, Stretch? Stretch, bool OneWay);
