namespace Actors.World;

/// <summary>How an instance is opened.</summary>
public sealed record InstanceOptions
{
    /// <summary>How many players <see cref="Admitted"/> may name.</summary>
    public const int MaxAdmitted = 1000;

    /// <summary>The title in lists; null: that of the room through which players come in.</summary>
    public string? Title { get; init; }

    /// <summary>Whether players find it in lists, and may go into it by its id or its tags. Otherwise rules send them there.</summary>
    public bool IsListed { get; init; }

    /// <summary>How many players may be in all its rooms together; 0: as many as the room through which they come in holds. Never more than its rooms hold.</summary>
    public int Capacity { get; init; }

    /// <summary>Who may come in; null: everybody.</summary>
    public IReadOnlyList<PlayerId>? Admitted { get; init; }

    /// <summary>Whether it stays open when it is empty, until a rule ends it. Otherwise it ends when nobody has been in it for <see cref="EmptySeconds"/>.</summary>
    public bool IsKept { get; init; }

    /// <summary>How long it may be empty, also before the first player has come in.</summary>
    public int EmptySeconds { get; init; } = 60;

    /// <summary>The time after which it ends, whoever is in it; 0: it does not end for that reason.</summary>
    public int LifetimeSeconds { get; init; }

    /// <summary>The tags shown to players who look for a room.</summary>
    public RoomTags Shown { get; init; } = RoomTags.Empty;

    internal InstanceRecord ToRecord(string set, RoomId entry, IReadOnlyList<RoomDefinition> rooms, RoomState opener)
    {
        if (Title is { Length: > ContentLimits.NameLength })
            throw new RulesException($"An instance's title has {Title.Length} characters; at most {ContentLimits.NameLength} are allowed.");
        if (Admitted is { Count: > MaxAdmitted })
            throw new RulesException($"{Admitted.Count} players are to be let into an instance; at most {MaxAdmitted} can be named.");
        if (Capacity < 0 || EmptySeconds < 0 || LifetimeSeconds < 0)
            throw new RulesException("An instance cannot be opened with less than nothing.");
        return new InstanceRecord
        {
            Set = set,
            Entry = entry,
            Title = Title ?? rooms[0].Title,
            IsListed = IsListed,
            Capacity = Capacity == 0 ? rooms[0].Capacity : Math.Min(Capacity, rooms.Sum(static room => room.Capacity)),
            Admitted = Admitted is null ? null : [.. Admitted.Distinct().Order()],
            IsKept = IsKept,
            EmptyTicks = Ticks(EmptySeconds),
            EndTick = LifetimeSeconds == 0 ? null : opener.Tick + Ticks(LifetimeSeconds),
            Shown = Shown,
            IsNew = true,
        };

        long Ticks(int seconds) => Math.Max(1, seconds * 1000L / opener.Rules.TickMilliseconds);
    }
}
