using Actors.Client.Sessions;

namespace Actors.Client;

/// <content>When work is done, and when listeners are called.</content>
public sealed partial class GameClient
{
    private readonly Queue<object> _notices = new();
    private readonly Dictionary<string, List<Action<WorldEvent>>> _listeners = new(StringComparer.Ordinal);
    private TaskCompletionSource<Welcome>? _welcome;
    private bool _isDelivering;

    /// <summary>The state of the connection has changed.</summary>
    public event Action<ConnectionChange>? ConnectionChanged;

    /// <summary>The server has let the player in, for the first time or again.</summary>
    public event Action<Welcome>? Welcomed;

    /// <summary>You are in another room, or in the same one after a reconnect.</summary>
    public event Action<Room>? RoomEntered;

    /// <summary>There is a new state of the room.</summary>
    public event Action<RoomState>? StateChanged;

    /// <summary>The components that the rules of the world show to you alone have changed; it passes all of them.</summary>
    public event Action<ComponentSet>? OwnChanged;

    /// <summary>Something has happened where you can see or hear it. For events of the world's own rules there is <see cref="On{T}"/>.</summary>
    public event Action<WorldEvent>? Happened;

    /// <summary>The server answered a command; its task completes with the same result.</summary>
    public event Action<CommandResult>? Answered;

    /// <summary>An error that belongs to no command.</summary>
    public event Action<ClientError>? Failed;

    /// <summary>The server's last message before it closes. After some codes the client is closed, after others it reconnects.</summary>
    public event Action<Ending>? SaidGoodbye;

    /// <summary>A round trip was measured: once a second.</summary>
    public event Action? PingMeasured;

    /// <summary>
    /// Processes what was received and does what is due: call it once a frame. It raises events and completes tasks, on the calling thread. If a listener
    /// throws, the exception leaves this call; the next call raises the remaining events.
    /// </summary>
    public void Update()
    {
        Deliver();
        bool hasMore;
        do
        {
            lock (_gate)
                hasMore = _session.TakeOne();
            Deliver();
        }
        while (hasMore);
        lock (_gate)
            _session.CheckTime();
        Deliver();
    }

    /// <summary>
    /// Updates until the client is closed, for programs without a loop of their own. Events are raised one at a time, on the threads that run this.
    /// </summary>
    /// <param name="cancellation">Ends the updates; the client stays as it is.</param>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        const int WaitMs = 5;
        while (!cancellation.IsCancellationRequested && Ending is null)
        {
            Update();
            try
            {
                await Task.Delay(WaitMs, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        Deliver();
    }

    /// <summary>
    /// Connects, and waits for the server's welcome; if the player is already in, it returns the last one. Something must call <see cref="Update"/> meanwhile.
    /// </summary>
    /// <exception cref="ConnectionEndedException">The client was closed before it was welcomed.</exception>
    public Task<Welcome> ConnectAsync()
    {
        Task<Welcome> welcome;
        lock (_gate)
        {
            if (_session.State == ConnectionState.Open)
                return Task.FromResult(_session.LastWelcome!);
            welcome = (_welcome ??= new()).Task;
        }
        Connect();
        return welcome;
    }

    /// <summary>Calls a listener with each event of one kind of the world's rules, converted to the game's own type.</summary>
    /// <returns>Dispose it to unsubscribe.</returns>
    public IDisposable On<T>(EventType<T> type, Action<WorldEvent, T> listener)
    {
        var (kind, read) = ((type ?? throw new ArgumentNullException(nameof(type))).Kind, type.Read);
        void Heard(WorldEvent happened) => listener(happened, read(happened.Data));
        lock (_listeners)
        {
            if (!_listeners.TryGetValue(kind, out var heard))
                _listeners[kind] = heard = [];
            heard.Add(Heard);
            return new Subscription(() =>
            {
                lock (_listeners)
                    heard.Remove(Heard);
            });
        }
    }

    private void Do(Action what)
    {
        lock (_gate)
            what();
        Deliver();
    }

    /// <summary>Raises all notices in order. If a listener makes calls that add notices, these come after it has returned.</summary>
    private void Deliver()
    {
        while (true)
        {
            object? notice;
            lock (_gate)
            {
                if (_isDelivering || !_notices.TryDequeue(out notice))
                    return;
                _isDelivering = true;
            }
            try
            {
                Raise(notice);
            }
            finally
            {
                lock (_gate)
                    _isDelivering = false;
            }
        }
    }

    private void Raise(object notice)
    {
        switch (notice)
        {
            case RoomState state:
                StateChanged?.Invoke(state);
                break;
            case WorldEvent happened:
                Happened?.Invoke(happened);
                RaiseOfRules(happened);
                break;
            case CommandAnswer(var to, var result):
                to.TrySetResult(result);
                break;
            case CommandResult result:
                Answered?.Invoke(result);
                break;
            case PingMeasure:
                PingMeasured?.Invoke();
                break;
            case OwnChange(var components):
                OwnChanged?.Invoke(components);
                break;
            case Room room:
                RoomEntered?.Invoke(room);
                break;
            case Welcome welcome:
                Welcomed?.Invoke(welcome);
                TakeWaiting()?.TrySetResult(welcome);
                break;
            case ConnectionChange change:
                ConnectionChanged?.Invoke(change);
                if (change.State == ConnectionState.Closed)
                    TakeWaiting()?.TrySetException(new ConnectionEndedException(_session.Ending ?? new Ending(EndingCodes.ClosedByYou, change.Reason)));
                break;
            case ClientError error:
                Failed?.Invoke(error);
                break;
            case Goodbye(var ending):
                SaidGoodbye?.Invoke(ending);
                break;
            default:
                throw new InvalidOperationException($"No event is for {notice.GetType().Name}.");
        }
    }

    private void RaiseOfRules(WorldEvent happened)
    {
        Action<WorldEvent>[] heard;
        lock (_listeners)
        {
            if (!_listeners.TryGetValue(happened.Kind, out var listeners))
                return;
            heard = [.. listeners];
        }
        foreach (var listener in heard)
            listener(happened);
    }

    private TaskCompletionSource<Welcome>? TakeWaiting()
    {
        lock (_gate)
        {
            var waiting = _welcome;
            _welcome = null;
            return waiting;
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
