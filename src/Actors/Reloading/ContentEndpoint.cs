using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Reloading;

/// <summary>
/// A node's part in a reload of content: on request it reads the content and reports what it has found, and on another request it makes the node use it.
/// </summary>
internal sealed class ContentEndpoint : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name, the same on every node.</summary>
    public const string Name = "content";

    /// <summary>How long rooms may take to answer. A room that is being loaded has the content afterwards, however long that takes.</summary>
    private static readonly TimeSpan RoomPatience = TimeSpan.FromSeconds(5);

    private readonly LiveWorld _content;
    private readonly IReadOnlyList<(string Option, string Room)> _named;
    private readonly LocalRooms _rooms;
    private readonly Func<Action<WorldDefinition, WorldDefinition>?> _show;
    private readonly ILogger _logger;
    private WorldDefinition? _read;
    private IActorRef _asker = ActorRefs.Nobody;
    private int _asked;
    private int _awaited;
    private int _renewed;

    /// <param name="named">Rooms that options name, each with its option.</param>
    /// <param name="show">Shows clients what has changed; null on a node without clients.</param>
    public ContentEndpoint(
        LiveWorld content,
        Func<ContentResult> read,
        IReadOnlyList<(string Option, string Room)> named,
        LocalRooms rooms,
        Func<Action<WorldDefinition, WorldDefinition>?> show,
        ILogger logger)
    {
        (_content, _named, _rooms, _show, _logger) = (content, named, rooms, show, logger);
        Receive<ReadContent>(asked =>
        {
            var asker = Sender;
            _ = Task.Run(read).PipeTo(Self, success: result => new Loaded(asker, result), failure: cause => new NotLoaded(asker, cause));
        });
        Receive<Loaded>(Answer);
        Receive<NotLoaded>(failed => failed.Asker.Tell(new ContentRead(null, _content.Current.ContentHash, [$"The content cannot be read: {failed.Cause.Message}"], [], "")));
        Receive<TakeContent>(Take);
        Receive<RoomTookContent>(took =>
        {
            _renewed += took.BeginsAnew ? 1 : 0;
            Await(_awaited - 1);
        });
        Receive<RoomsOverdue>(_ => Await(0));
    }

    private sealed record Loaded(IActorRef Asker, ContentResult Result);

    private sealed record NotLoaded(IActorRef Asker, Exception Cause);

    private sealed record RoomsOverdue
    {
        public static RoomsOverdue Instance { get; } = new();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(
        LiveWorld content,
        Func<ContentResult> read,
        IReadOnlyList<(string Option, string Room)> named,
        LocalRooms rooms,
        Func<Action<WorldDefinition, WorldDefinition>?> show,
        ILogger logger) =>
        Akka.Actor.Props.Create(() => new ContentEndpoint(content, read, named, rooms, show, logger));

    private void Answer(Loaded loaded)
    {
        var running = _content.Current;
        _read = loaded.Result.World;
        if (_read is { } world)
        {
            var change = ContentChange.Between(running, world);
            loaded.Asker.Tell(new ContentRead(world.ContentHash, running.ContentHash, [], [.. change.NeedsRestart, .. Missing(running, world)], change.ToString()));
            return;
        }
        var errors = loaded.Result.Errors;
        string[] listed = [.. errors.Take(ContentRead.MaxErrors).Select(static error => error.ToString())];
        loaded.Asker.Tell(new ContentRead(
            null, running.ContentHash, errors.Count > listed.Length ? [.. listed, $"{errors.Count - listed.Length} more errors are not listed"] : listed, [], ""));
    }

    /// <summary>Rooms without which the node could not be restarted.</summary>
    private IEnumerable<string> Missing(WorldDefinition running, WorldDefinition next) => _named
        .Where(named => new RoomId(named.Room) is var room && running.FindRoom(room) is not null && next.FindRoom(room) is null)
        .Select(static named => $"{named.Option} is \"{named.Room}\", and the content has no room of that name any more");

    private void Take(TakeContent take)
    {
        var running = _content.Current;
        // The request was repeated, or two operators have sent it.
        if (running.ContentHash == take.Hash || _read?.ContentHash != take.Hash)
        {
            Sender.Tell(new ContentTaken(running.ContentHash == take.Hash, 0, 0));
            return;
        }
        // The sender of an unfinished request for earlier content gets its answer first.
        Await(0);
        var next = _read;
        _asked = ContentSwap.Begin(_content, next, _rooms, _show(), Self);
        (_asker, _renewed) = (Sender, 0);
        ReloadLog.Taken(_logger, next.ContentHash, ContentChange.Between(running, next));
        Timers.StartSingleTimer(RoomsOverdue.Instance, RoomsOverdue.Instance, RoomPatience);
        Await(_asked);
    }

    private void Await(int rooms)
    {
        _awaited = rooms;
        if (rooms > 0 || _asker.IsNobody())
            return;
        Timers.CancelAll();
        _asker.Tell(new ContentTaken(IsTaken: true, _asked, _renewed));
        _asker = ActorRefs.Nobody;
    }
}
