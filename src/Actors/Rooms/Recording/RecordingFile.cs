using System.Buffers;
using System.Globalization;
using Actors.World;

namespace Actors.Rooms.Recording;

/// <summary>Writes one recording to its file: as soon as lines come, so that little is lost when the process is killed, and many at once when many come.</summary>
internal sealed class RecordingFile(RoomRecorder recorder, RecordingSpace space)
{
    private const int ChunkBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private long _tick = recorder.Start.Tick;
    private long _length;

    /// <summary>Runs until the recording ends; the recorder knows how it has ended. Exceptions of the file are not caught.</summary>
    public async Task WriteAsync(string directory)
    {
        await using var file = Create(directory, recorder.Start);
        Add(recorder.Start);
        while (await recorder.Lines.WaitToReadAsync())
        {
            while (Fits() && recorder.Lines.TryRead(out var line))
            {
                Add(line);
                if (_buffer.WrittenCount >= ChunkBytes)
                    await FlushAsync(file);
            }
            await FlushAsync(file);
            if (!Fits())
                break;
        }
        Add(new RecordingLine.End(_tick, recorder.End!.Why));
        await FlushAsync(file);
    }

    private void Add(RecordingLine line)
    {
        var before = _buffer.WrittenCount;
        RecordingFormat.Write(_buffer, line);
        _length += _buffer.WrittenCount - before;
        space.Take(_buffer.WrittenCount - before);
        _tick = line switch
        {
            RecordingLine.Step step => step.Tick,
            RecordingLine.Skip skip => skip.Tick,
            _ => _tick,
        };
    }

    private bool Fits()
    {
        if (space.Exceeded(_length) is not { } full)
            return true;
        recorder.Finish(full);
        return false;
    }

    private async Task FlushAsync(FileStream file)
    {
        await file.WriteAsync(_buffer.WrittenMemory);
        RecordingMetrics.Instance.Wrote(_buffer.WrittenCount);
        _buffer.ResetWrittenCount();
    }

    /// <summary>A room that is restarted within a tick finds its file name taken.</summary>
    private static FileStream Create(string directory, RecordingLine.Start start)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{start.Room}-{start.Epoch}-{start.Tick}");
        var path = Path.Combine(directory, $"{name}.jsonl");
        for (var further = 2; File.Exists(path); further++)
            path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{name}-{further}.jsonl"));
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        });
    }
}
