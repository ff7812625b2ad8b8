using System.Collections.Concurrent;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms.Recording;

/// <summary>Records the rooms of this node that its options name: one file for each activation of a room, so a new one each time that it comes here or is restarted.</summary>
public sealed class RoomRecordings : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Task, RoomId> _running = new();
    private readonly string _directory;
    private readonly HashSet<string>? _rooms;
    private readonly RecordingSpace _space;
    private readonly ILogger _logger;

    private RoomRecordings(RoomOptions options, HashSet<string>? rooms, ILogger logger)
    {
        _directory = options.RecordDirectory;
        _rooms = rooms;
        _space = new RecordingSpace(options.RecordMegabytes, options.RecordTotalMegabytes);
        _logger = logger;
    }

    /// <summary>Null when no room is recorded.</summary>
    /// <exception cref="InvalidOperationException">A room is not of this world, or the directory cannot be used; the message names the option.</exception>
    public static RoomRecordings? Open(RoomOptions options, WorldDefinition world, ILogger logger)
    {
        var rooms = Split(options);
        if (rooms.Length == 0)
            return null;
        if (Named(options).FirstOrDefault(room => !world.Rooms.ContainsKey(room)) is { } unknown)
            throw new InvalidOperationException($"Actors:Rooms:Record: there is no room called {unknown}.");
        try
        {
            Directory.CreateDirectory(options.RecordDirectory);
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException($"Actors:Rooms:RecordDirectory cannot be made: {cannot.Message}", cannot);
        }
        return new RoomRecordings(options, rooms.Contains("*", StringComparer.Ordinal) ? null : [.. rooms], logger);
    }

    /// <summary>The rooms that are recorded by name, and not because all are.</summary>
    internal static IEnumerable<string> Named(RoomOptions options) => Split(options).Where(static room => room != "*");

    /// <summary>Called on the room's turn, before its first input.</summary>
    /// <returns>Null when this room is not recorded, or there is no space left.</returns>
    internal RoomRecorder? Begin(Room room, WorldDefinition world, SavedRoom saved, long epoch)
    {
        if (_rooms?.Contains(room.Id.Definition) == false || _space.Exceeded(0) is not null)
            return null;
        var recorder = new RoomRecorder(room, RecordingLine.Start.Of(room, world, saved, epoch));
        var running = Task.Run(() => WriteAsync(recorder));
        _running[running] = room.Id;
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        return recorder;
    }

    /// <summary>Waits until all recorded lines are in their files; called when the rooms have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        var all = Task.WhenAll(_running.Keys);
        if (await Task.WhenAny(all, Task.Delay(Patience)) != all)
            RoomLog.RecordingsNotWhole(_logger, string.Join(", ", _running.Values));
    }

    private static string[] Split(RoomOptions options) => options.Record.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private async Task WriteAsync(RoomRecorder recorder)
    {
        RecordingMetrics.Instance.Begun();
        try
        {
            await new RecordingFile(recorder, _space).WriteAsync(_directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            recorder.Finish(RecordingEnd.Disk(failure));
        }
        RecordingMetrics.Instance.Ended(recorder.End!);
        if (recorder.End is { Cause: not null, Why: var why })
            RoomLog.RecordingEnded(_logger, recorder.Start.Room, why);
    }
}
