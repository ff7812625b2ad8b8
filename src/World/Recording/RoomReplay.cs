using System.Globalization;

namespace Actors.World;

/// <summary>A room made again from a recording, one line after the other. It must come to the same hash wherever the recording has one.</summary>
public sealed class RoomReplay
{
    /// <summary>As the recording's room was when it was made.</summary>
    /// <param name="rules">By which the room is run: those of the modules that were recorded.</param>
    public RoomReplay(RecordingLine.Start start, RuleSet rules)
    {
        Start = start;
        var world = start.World.ToWorld(rules);
        Room = new Room(world, start.World.Room, start.Room, start.Saved, start.Tick);
        Difference = Compare(start.World.Modules, rules.Modules) ?? Compare(start.Hash);
    }

    /// <summary>The recording's first line: content and saved state.</summary>
    public RecordingLine.Start Start { get; }

    /// <summary>The room as far as it has been played; asking it changes nothing.</summary>
    public Room Room { get; }

    /// <summary>What the last line has caused.</summary>
    public RoomEffects Effects { get; } = new();

    /// <summary>What the room answered to the last line, when that was an input that is answered.</summary>
    public Reply? Reply { get; private set; }

    /// <summary>Inputs that have been played.</summary>
    public long Inputs { get; private set; }

    /// <summary>Steps and skips.</summary>
    public long Ticks { get; private set; }

    /// <summary>In what this room is another than the one that was recorded; null while it is the same.</summary>
    public string? Difference { get; private set; }

    /// <summary>Does what the line tells. What the rules throw comes out: the recorded room has thrown it too, or the rules are others.</summary>
    /// <returns>False when from here on the room is another than the one that was recorded; <see cref="Difference"/> says in what.</returns>
    public bool Play(RecordingLine line)
    {
        if (Difference is not null)
            return false;
        Effects.Clear();
        Reply = null;
        switch (line)
        {
            case RecordingLine.Input input:
                Difference = input.Tick == Room.Tick ? null : Line($"the input is of tick {input.Tick}, the room is at tick {Room.Tick}");
                if (Difference is not null)
                    break;
                Inputs++;
                Reply = input.Taken.Play(Room, Effects);
                break;
            case RecordingLine.Step step:
                Ticks++;
                Room.Advance(Effects);
                Difference = Compare(step.Tick) ?? (step.Hash is { } hash ? Compare(hash) : Line($"the recorded room broke in this step, this one has not"));
                break;
            case RecordingLine.Skip skip:
                Ticks++;
                Room.SkipTo(skip.Tick);
                Difference = Compare(skip.Tick) ?? Compare(skip.Hash);
                break;
            case RecordingLine.Start:
                Difference = "a second recording begins here";
                break;
        }
        return Difference is null;
    }

    private static string? Compare(IReadOnlyList<ModuleVersion> recorded, IReadOnlyList<ModuleVersion> present) => recorded.SequenceEqual(present)
        ? null
        : $"it was recorded with the rules {string.Join(", ", recorded)}, and is played with {string.Join(", ", present)}";

    private string? Compare(long tick) => tick == Room.Tick ? null : Line($"the recording is at tick {tick}, the room at tick {Room.Tick}");

    private string? Compare(ulong recorded) =>
        Room.StateHash() is var hash && hash == recorded ? null : Line($"the state's hash is {hash:x16}, recorded was {recorded:x16}");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
