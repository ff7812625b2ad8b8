using System.Threading.Channels;
using Actors.World;

namespace Actors.Rooms.Recording;

/// <summary>
/// Records one activation of one room. The room's turn only puts lines into a bounded queue; they become text and go to the disk elsewhere. When
/// the disk cannot keep up, the recording ends and its last line says so: the room never waits for it. A file always has all inputs of the room
/// up to some line, so every file can be replayed.
/// </summary>
internal sealed class RoomRecorder
{
    /// <summary>Many seconds of a busy room.</summary>
    internal const int QueueLength = 16_384;

    private readonly Channel<RecordingLine> _lines = Channel.CreateBounded<RecordingLine>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, SingleWriter = true });

    private readonly Room _room;
    private RecordingEnd? _end;
    private long _tick;

    /// <summary>On the room's turn, before anything is done to the room.</summary>
    public RoomRecorder(Room room, RecordingLine.Start start)
    {
        (_room, Start, _tick) = (room, start, start.Tick);
        room.Journal = Take;
    }

    public RecordingLine.Start Start { get; }

    /// <summary>The recorded lines, for their writer. Completes when the recording has ended.</summary>
    public ChannelReader<RecordingLine> Lines => _lines.Reader;

    /// <summary>Null while the recording continues.</summary>
    public RecordingEnd? End => Volatile.Read(ref _end);

    /// <summary>On the room's turn, when nothing more will be done to the room.</summary>
    public void Close()
    {
        // A step that threw has no hash: the recording has it as a step that did not end.
        if (_room.Tick > _tick)
            _room.Journal?.Invoke(new RecordingLine.Step(_room.Tick, null));
        Finish(RecordingEnd.Stopped);
    }

    /// <summary>From any thread: nothing more is recorded. Only the first end counts.</summary>
    public void Finish(RecordingEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is null)
            _lines.Writer.TryComplete();
    }

    private void Take(RecordingLine line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Finish(RecordingEnd.TooSlow);
            _room.Journal = null;
            return;
        }
        if (line is not RecordingLine.Input)
            _tick = _room.Tick;
    }
}
