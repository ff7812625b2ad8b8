using System.Globalization;

namespace Actors.World;

/// <summary>A room that is recreated from a recording, line by line. It must have the same hash wherever the recording has one.</summary>
public sealed class RoomReplay
{
    /// <summary>Creates the room as it was at the start of the recording.</summary>
    /// <param name="rules">The rules that the room runs with: those of the recorded modules.</param>
    public RoomReplay(RecordingLine.Start start, RuleSet rules)
    {
        Start = start;
        var world = start.World.ToWorld(rules);
        Room = new Room(world, start.World.Room, start.Room, start.Saved, start.Tick);
        Difference = Compare(start.World.Modules, rules.Modules) ?? Compare(start.Hash);
    }

    /// <summary>The recording's first line: content and saved state.</summary>
    public RecordingLine.Start Start { get; }

    /// <summary>The room as far as it has been played. Reading it changes nothing.</summary>
    public Room Room { get; }

    /// <summary>The effects of the last line.</summary>
    public RoomEffects Effects { get; } = new();

    /// <summary>The room's answer to the last line, if that was an input with an answer.</summary>
    public Reply? Reply { get; private set; }

    /// <summary>Inputs that have been played.</summary>
    public long Inputs { get; private set; }

    /// <summary>Steps and skips.</summary>
    public long Ticks { get; private set; }

    /// <summary>How this room differs from the recorded one; null while it is the same.</summary>
    public string? Difference { get; private set; }

    /// <summary>Plays the line. An exception from the rules is passed on: the recorded room has thrown it too, or the rules differ.</summary>
    /// <returns>False when the room differs from the recorded one from here on; <see cref="Difference"/> says how.</returns>
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
