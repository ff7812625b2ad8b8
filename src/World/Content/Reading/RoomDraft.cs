namespace Actors.World;

/// <summary>A room as far as its own text tells; its exits are not linked.</summary>
/// <param name="Definition">With all but its exits.</param>
/// <param name="At">Where its id stands.</param>
/// <param name="Floor">Null when its size is wrong, so that nothing can be said of places in it.</param>
/// <param name="Exits">In the order of the file.</param>
internal sealed record RoomDraft(RoomDefinition Definition, Place At, Floor? Floor, IReadOnlyList<ExitDraft> Exits);

/// <param name="Exit">Without its arrival.</param>
/// <param name="At">Where its direction stands.</param>
/// <param name="ToAt">Where the name of the other room stands.</param>
/// <param name="Stretch">Null when its place is wrong.</param>
/// <param name="OneWay">Said to have no way back.</param>
internal sealed record ExitDraft(ExitDefinition Exit, Place At, Place ToAt, Stretch? Stretch, bool OneWay);
