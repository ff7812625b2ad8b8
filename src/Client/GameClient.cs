using Actors.Client.Commands;
using Actors.Client.Sessions;

namespace Actors.Client;

/// <summary>
/// A client of an Actors game world: it maintains the connection, the state of the room and what to draw. Call <see cref="Update"/> once a frame from the
/// game's loop. Events are raised, and tasks completed, inside of calls to the client and on their thread, nearly always in <see cref="Update"/>; never on a
/// thread of the library. A program without a loop awaits <see cref="RunAsync"/> instead.
/// </summary>
public sealed partial class GameClient : IDisposable
{
    private readonly object _gate = new();
    private readonly IGameClock _clock;
    private readonly GameSession _session;

    /// <summary>A client of one server, with the default options.</summary>
    /// <param name="address">The address of its WebSocket: <c>ws://localhost:3000</c>.</param>
    /// <exception cref="ArgumentException">This is not the address of a WebSocket.</exception>
    public GameClient(string address)
        : this(address, new GameClientOptions())
    {
    }

    /// <summary>A client of one server.</summary>
    /// <param name="address">The address of its WebSocket: <c>ws://localhost:3000</c>.</param>
    /// <param name="options">The client's options.</param>
    /// <exception cref="ArgumentException">This is not the address of a WebSocket.</exception>
    public GameClient(string address, GameClientOptions options)
        : this([AddressOf(address)], options)
    {
    }

    /// <summary>A client of one world with several gateways: it tries them one after the other, and sends each the token that another has issued.</summary>
    /// <param name="addresses">The addresses of their WebSockets. List only those that you trust with your players.</param>
    /// <param name="options">The client's options.</param>
    /// <exception cref="ArgumentException">There is no address, or one is not the address of a WebSocket.</exception>
    public GameClient(IReadOnlyList<Uri> addresses, GameClientOptions options)
    {
        if (addresses is not { Count: > 0 })
            throw new ArgumentException("There is no address of a server.", nameof(addresses));
        foreach (var address in addresses)
        {
            if (!address.IsAbsoluteUri || address.Scheme is not ("ws" or "wss"))
                throw new ArgumentException($"{address} is no address of a server: it begins with ws:// or wss://.", nameof(addresses));
        }
        _clock = (options ?? throw new ArgumentNullException(nameof(options))).Clock ?? Connections.SystemClock.Instance;
        _session = new GameSession(addresses, options, _clock, _notices.Enqueue);
    }

    /// <summary>The state of the connection.</summary>
    public ConnectionState Connection => _session.State;

    /// <summary>Why it is closed; null before the first connection and while there is one.</summary>
    public Ending? Ending => _session.Ending;

    /// <summary>The id of your player; null before the first welcome.</summary>
    public long? PlayerId
    {
        get
        {
            lock (_gate)
                return _session.Player?.Id;
        }
    }

    /// <summary>The name of your player; null before the first welcome.</summary>
    public string? PlayerName
    {
        get
        {
            lock (_gate)
                return _session.Player?.Name;
        }
    }

    /// <summary>Whoever has it is this player. Null before the first welcome, if the server is to issue it.</summary>
    public string? Token => _session.Token;

    /// <summary>The room that you are in; null before the first.</summary>
    public Room? Room => _session.Memory.Room;

    /// <summary>The newest state as the server sent it, without prediction; null before the first of a room.</summary>
    public RoomState? State => _session.Memory.Newest;

    /// <summary>Your player in the newest state; null if it is not in it.</summary>
    public Player? Me => PlayerId is { } id ? State?.FindPlayer(id) : null;

    /// <summary>The components that only you are shown, in this room.</summary>
    public ComponentSet Own => _session.Memory.Own;

    /// <summary>The server's step in milliseconds.</summary>
    public double StepMilliseconds => _session.StepMs;

    /// <summary>Milliseconds to the server and back, the median of the last nine samples; null before the first.</summary>
    public double? PingMilliseconds
    {
        get
        {
            lock (_gate)
                return _session.Latency.Ping;
        }
    }

    /// <summary>The server's milliseconds since 1970 less this machine's; 0 before the first sample.</summary>
    public double ClockOffsetMilliseconds
    {
        get
        {
            lock (_gate)
                return _session.Latency.ClockOffset;
        }
    }

    /// <summary>The server's current time in milliseconds since 1970.</summary>
    public double ServerTime => _clock.UnixMilliseconds + ClockOffsetMilliseconds;

    /// <summary>The direction in which you walk, at most 1 long.</summary>
    public Point Direction
    {
        get
        {
            lock (_gate)
                return _session.Direction;
        }
    }

    /// <summary>Whether some of your steering has not been processed by the server yet.</summary>
    public bool IsSteeringPending => _session.Prediction.IsPending;

    /// <summary>How far the newest state was from the prediction of your player, in world units: the measure of the prediction's quality.</summary>
    public double Correction => _session.Prediction.Correction;

    /// <summary>
    /// Where the server will have your player after the last whole step; null if it is not known. To draw the player, use <see cref="PlaceOf(Player)"/>.
    /// </summary>
    public Point? Predicted
    {
        get
        {
            lock (_gate)
            {
                _session.Prediction.Shown(_clock.Milliseconds);
                return _session.Prediction.Position;
            }
        }
    }

    /// <summary>
    /// Connects, and keeps connecting until the client is closed. After an <see cref="Ending"/> it starts again as the same player: after
    /// <see cref="EndingCodes.SessionReplaced"/> it takes the player back.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The client was closed by <see cref="Close"/>.</exception>
    public void Connect() => Do(() =>
    {
        if (_session.IsClosedByYou)
            throw new ObjectDisposedException(nameof(GameClient), "This client was closed; make a new one.");
        if (_session.State == ConnectionState.Closed)
            _session.Connect();
    });

    /// <summary>Closes for good. Pending commands are answered with a refusal.</summary>
    public void Close() => Do(() =>
    {
        if (!_session.IsClosedByYou)
            _session.End(new Ending(EndingCodes.ClosedByYou, "closed by you"));
    });

    /// <inheritdoc cref="Close"/>
    public void Dispose() => Close();

    /// <summary>Walks in a direction until the next call; components from -1 to 1, a longer direction is shortened to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A component is not finite.</exception>
    public void Move(double x, double y)
    {
        Check(x, nameof(x));
        Check(y, nameof(y));
        lock (_gate)
            _session.Move(new Point(x, y));
        Deliver();
    }

    /// <summary>Looks in a direction, in radians: 0 is east, pi/2 is south. Of many turns in a short time the last counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The angle is not finite.</exception>
    public void Face(double angle)
    {
        Check(angle, nameof(angle));
        lock (_gate)
            _session.Face(angle);
        Deliver();
    }

    /// <summary>Strikes. Without a connection, or beyond the server's rate limit, it is dropped.</summary>
    /// <param name="angle">The direction, in radians; null: where you look.</param>
    /// <param name="target">The target's name.</param>
    /// <exception cref="ArgumentException">The angle is not finite, or the target is not a text of at most 200 characters.</exception>
    public void Attack(double? angle = null, string? target = null)
    {
        if (target is not null && (target.Length > 200 || !Values.Utf8.IsWhole(target)))
            throw new ArgumentException("A target is a text of at most 200 characters.", nameof(target));
        Strike("attack", angle, target);
    }

    /// <summary>Shoots. Without a connection, or beyond the server's rate limit, it is dropped.</summary>
    /// <param name="angle">The direction, in radians; null: where you look.</param>
    /// <exception cref="ArgumentOutOfRangeException">The angle is not finite.</exception>
    public void Fire(double? angle = null) => Strike("fire", angle, null);

    /// <summary>
    /// A typed line, such as <c>take lamp</c>, of at most 2,000 characters. The task completes once, with the answer, and never fails: when the connection
    /// breaks, the command is sent again under its number, and executed once. At most 32 may wait. A command that can never succeed is refused at once.
    /// </summary>
    public Task<CommandResult> CommandAsync(string line) =>
        Ask(CommandText.Check(line ?? throw new ArgumentNullException(nameof(line))), GameValue.Map(("type", "command"), ("line", line)));

    /// <summary>
    /// A verb by its name, with its arguments as the rules name them: <c>CommandAsync("heal", GameValue.Map(("target", "Bob")))</c>. Otherwise like
    /// <see cref="CommandAsync(string)"/>.
    /// </summary>
    /// <param name="verb">The name of the verb.</param>
    /// <param name="args">A map, of at most 2,000 characters as JSON; <see cref="GameValue.Null"/> if the verb takes none.</param>
    public Task<CommandResult> CommandAsync(string verb, GameValue args)
    {
        var what = GameValue.MapOfPresent(("type", "command"), ("verb", verb ?? throw new ArgumentNullException(nameof(verb))), ("args", args));
        return Ask(CommandText.Check(verb, args), what);
    }

    /// <summary>
    /// Asks for the rooms that the world's rules have opened and list, such as matches: at most 100, in <see cref="CommandResult.Rooms"/>. The list may be up
    /// to a second old.
    /// </summary>
    /// <param name="set">Only rooms of this set; null: of all.</param>
    /// <param name="filter">Texts that a room must show, by their names; null: none.</param>
    public Task<CommandResult> RoomsAsync(string? set = null, IReadOnlyDictionary<string, string>? filter = null) => CommandAsync("rooms", Query(set, filter));

    /// <summary>Joins an open room. The task completes when you are in; <see cref="RoomEntered"/> is raised as well.</summary>
    /// <param name="room">The id of the room, from <see cref="CommandResult.Rooms"/>.</param>
    public Task<CommandResult> JoinAsync(string room) => CommandAsync("join", GameValue.Map(("room", room ?? throw new ArgumentNullException(nameof(room)))));

    /// <summary>Joins any open room that fits and has a place for you.</summary>
    /// <param name="set">Only a room of this set; null: of any.</param>
    /// <param name="filter">Texts that the room must show, by their names; null: none.</param>
    public Task<CommandResult> JoinAnyAsync(string? set = null, IReadOnlyDictionary<string, string>? filter = null) => CommandAsync("join", Query(set, filter));

    /// <summary>Where to draw a player now: your own as predicted, others a little in the past, between two states.</summary>
    public Point PlaceOf(Player player)
    {
        lock (_gate)
        {
            var now = _clock.Milliseconds;
            return player.Id == PlayerId && _session.Prediction.Shown(now) is { } shown ? shown : _session.Memory.Place(player, now);
        }
    }

    /// <summary>Where to draw a creature now: a little in the past, between two states.</summary>
    public Point PlaceOf(Creature creature)
    {
        lock (_gate)
            return _session.Memory.Place(creature, _clock.Milliseconds);
    }

    /// <summary>Where to draw a shot now: a little in the past, between two states.</summary>
    public Point PlaceOf(Projectile shot)
    {
        lock (_gate)
            return _session.Memory.Place(shot, _clock.Milliseconds);
    }

    private static Uri AddressOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        ? uri
        : throw new ArgumentException($"{address} is no address of a server: it begins with ws:// or wss://.", nameof(address));

    private static GameValue Query(string? set, IReadOnlyDictionary<string, string>? filter) => GameValue.MapOfPresent(
        ("set", set), ("filter", filter is null ? GameValue.Null : GameValue.OfEntries([.. filter.Select(static one => new KeyValuePair<string, GameValue>(one.Key, one.Value))])));

    private static void Check(double number, string name)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
            throw new ArgumentOutOfRangeException(name, "It is a finite number.");
    }

    private void Strike(string type, double? angle, string? target)
    {
        if (angle is { } its)
            Check(its, nameof(angle));
        var message = GameValue.MapOfPresent(("type", type), ("angle", angle is { } to ? to : GameValue.Null), ("target", target));
        Do(() => _session.SendNow(message));
    }

    private Task<CommandResult> Ask(CommandResult? refusal, GameValue what)
    {
        Task<CommandResult>? asked = null;
        Do(() =>
        {
            refusal = _session.Ending is null ? refusal : _session.Refusal();
            asked = refusal is null ? _session.Commands.Ask(what) : Task.FromResult(refusal);
        });
        return asked!;
    }
}
