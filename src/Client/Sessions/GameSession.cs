using System.Globalization;
using Actors.Client.Commands;
using Actors.Client.Connections;
using Actors.Client.Motion;
using Actors.Client.States;
using Actors.Client.Tokens;
using Actors.Client.Values;

namespace Actors.Client.Sessions;

/// <summary>
/// The logic of a client, without threads, waits and callbacks: it is called when a message has been received or something is due, and queues notices for the
/// listeners. They are raised after the call has returned.
/// </summary>
internal sealed class GameSession : IConnectionUser
{
    private const double PingMs = 1000, LostInputMs = 1000, PacedMs = 20;

    private readonly GameClientOptions _options;
    private readonly IGameClock _clock;
    private readonly Action<object> _notify;
    private readonly Connection _connection;
    private readonly Endings _endings = new();
    private readonly Pace _pace = new();
    private readonly Steering _steering;
    private readonly FreshToken _freshToken;
    private readonly TokenKeeper _tokens;
    private double? _pingAt;
    private double? _flushAt;
    private string? _resume;
    private bool _wasIn;
    private bool _hasSaidNotKept;

    public GameSession(IReadOnlyList<Uri> addresses, GameClientOptions options, IGameClock clock, Action<object> notify)
    {
        (_options, _clock, _notify) = (options, clock, notify);
        string[] subprotocols = options.UseJson ? ["actors.v1.json"] : ["actors.v1.msgpack", "actors.v1.json"];
        _connection = new Connection(addresses, subprotocols, options.Transport, clock, options.Random ?? new Random().NextDouble, this);
        Commands = new PendingCommands(SendCommand, (to, result) => _notify(new CommandAnswer(to, result)), clock);
        Memory = new RoomMemory(Prediction, options.InterpolationMilliseconds);
        _steering = new Steering(_pace, Prediction, Send);
        _freshToken = new FreshToken(options.FreshToken);
        _tokens = new TokenKeeper(options.TokenStore, addresses, options.Name);
        Token = options.Token ?? _tokens.Read() ?? _tokens.Make();
    }

    public ConnectionState State { get; private set; }

    public Ending? Ending { get; private set; }

    public bool IsClosedByYou => Ending?.Code == EndingCodes.ClosedByYou;

    public (long Id, string Name)? Player { get; private set; }

    public string? Token { get; private set; }

    public Welcome? LastWelcome { get; private set; }

    public double StepMs { get; private set; } = 50;

    public Latency Latency { get; } = new();

    public Prediction Prediction { get; } = new();

    public RoomMemory Memory { get; }

    public PendingCommands Commands { get; }

    public Point Direction => _steering.Direction;

    public void Connect()
    {
        Ending = null;
        _endings.Clear();
        _freshToken.Forget();
        _connection.Restart();
        _connection.Open();
    }

    public bool TakeOne() => _connection.TakeOne();

    /// <summary>Does what is due now.</summary>
    public void CheckTime()
    {
        _connection.CheckTime();
        var now = _clock.Milliseconds;
        if (_freshToken.TryTake(Token, out var token, out var refusal))
            TakeFresh(token, refusal);
        if (_flushAt <= now)
        {
            _flushAt = null;
            Flush();
        }
        if (_pingAt <= now)
            PingOn();
    }

    public void Move(Point direction)
    {
        if (!_steering.Turn(direction) || State != ConnectionState.Open)
            return;
        _steering.WantDirection();
        Flush();
    }

    public void Face(double angle)
    {
        if (State != ConnectionState.Open)
            return;
        _steering.WantAngle(angle);
        Flush();
    }

    /// <summary>Drops a message that is of no use later, if the server would drop it now.</summary>
    public void SendNow(GameValue message)
    {
        if (State == ConnectionState.Open && _pace.TryTake(_clock.Milliseconds))
            Send(message);
    }

    /// <summary>The answer to commands after the client has ended.</summary>
    public CommandResult Refusal() => IsClosedByYou
        ? CommandResult.Refused(ErrorCode.NotInRoom, "This client was closed.")
        : CommandResult.Refused(ErrorCode.NotConnected, $"Not connected: {Ending?.Reason}");

    public void End(Ending ending)
    {
        if (Ending is not null && ending.Code != EndingCodes.ClosedByYou)
            return;
        Ending = ending;
        Rest();
        _freshToken.Cancel();
        _connection.Close();
        var refusal = Refusal();
        Commands.End(refusal.Code, refusal.Text!);
        Become(new ConnectionChange(ConnectionState.Closed, Reason: ending.Reason));
    }

    void IConnectionUser.Connecting() => Become(new ConnectionChange(ConnectionState.Connecting));

    void IConnectionUser.Impossible(Ending ending) => End(ending);

    void IConnectionUser.Opened()
    {
        // The room is requested once, not after every loss.
        if (!_connection.Send(Hello.Of(_options, Token, _wasIn ? null : _options.Room, _resume, Memory.NextEvent)))
            End(new Ending(EndingCodes.MessageTooBig, "Name, room and token together are longer than a server takes."));
    }

    void IConnectionUser.Lost(int code, string reason, double openMs)
    {
        var (ending, isRefusal, leastAttempts) = _endings.Of(code, reason, openMs);
        Rest();
        Commands.Lost(isRefusal, reason.Length > 0 ? reason : $"code {code.ToString(CultureInfo.InvariantCulture)}");
        if (ending is not null)
            End(ending);
        else
            Become(new ConnectionChange(ConnectionState.Reconnecting, _connection.Retry(leastAttempts), code, reason));
    }

    void IConnectionUser.Received(ReadOnlySpan<byte> message, bool isText)
    {
        try
        {
            var value = isText ? JsonReader.Read(message) : PackReader.Read(message);
            if (StateMessage.TryRead(value, out var state))
                TakeState(state);
            else
                Take(value);
        }
        catch (FormatException)
        {
            _notify(new ClientError(ErrorCode.BadMessage, "The server sent something that is no message."));
        }
    }

    private void Take(GameValue message)
    {
        switch (message["type"].AsText(""))
        {
            case "welcome":
                TakeWelcome(message);
                break;
            case "room":
                _resume = message["resume"].AsOptionalText();
                _notify(Memory.Enter(message["room"]));
                // On the way here no room was listening: steering of the meantime, or of before the connection broke, is sent again.
                if (State == ConnectionState.Open)
                    _steering.Send(_clock.Milliseconds);
                break;
            case "own":
                _notify(new OwnChange(Memory.TakeOwn(message["components"])));
                break;
            case "result":
                var result = CommandResult.Of(message);
                Commands.Answered(result);
                _notify(result);
                break;
            case "pong":
                Latency.Add(_clock.Milliseconds - message["sentAt"].AsNumber(), message["serverTime"].AsNumber(), _clock.UnixMilliseconds);
                _notify(new PingMeasure());
                break;
            case "goodbye":
                TakeGoodbye(new Ending(message["code"].AsText(""), message["reason"].AsText("")));
                break;
            case "event":
                var happened = new WorldEvent(message);
                if (happened.Number is { } number)
                    Memory.Saw(number);
                _notify(happened);
                break;
            case "error":
                var code = new ErrorCode(message["code"].AsText(""));
                if (code == ErrorCode.RateLimited)
                    _pace.SlowDown();
                _notify(new ClientError(code, message["text"].AsText("")));
                break;
            default:
                // A newer server may send types that this version does not know.
                break;
        }
    }

    private void TakeWelcome(GameValue message)
    {
        _connection.Succeeded();
        var player = message["player"];
        Player = (Rows.Id(player["id"]), player["name"].AsText(""));
        _wasIn = true;
        _freshToken.Forget();
        var issued = message["token"].AsOptionalText();
        Token = issued ?? Token;
        if (Token is not null)
            _tokens.Welcomed(Token, issued is not null, _connection.Address);
        StepMs = message["tickMilliseconds"].AsNumber();
        Memory.Start(StepMs);
        Latency.Clear();
        _pace.Restart();
        Become(new ConnectionChange(ConnectionState.Open));
        Commands.Welcomed(Player.Value.Id, message["lastCommand"].AsInteger());
        PingOn();
        SayNotKept();
        var resumed = message["resumed"].AsText("") switch { "events" => Resumption.Events, "body" => Resumption.Body, _ => Resumption.None };
        LastWelcome = new Welcome(Player.Value.Id, Player.Value.Name, resumed, message["lastCommand"].AsInteger(), StepMs, message["serverTime"].AsInteger(0));
        _notify(LastWelcome);
    }

    /// <summary>Once: a player who relies on being the same the next time should know.</summary>
    private void SayNotKept()
    {
        if (_tokens.Problem is not { } problem || _hasSaidNotKept || _options.Token is not null)
            return;
        _hasSaidNotKept = true;
        _notify(new ClientError(ErrorCode.NotKept, $"Who you are cannot be kept here ({problem.Message}): it is forgotten when this game ends."));
    }

    private void TakeState(StateMessage message)
    {
        var now = _clock.Milliseconds;
        if (!Memory.TryTake(message, StepMs, now, out var state))
        {
            Send(GameValue.Map(("type", "resync")));
            return;
        }
        if (state is null)
            return;
        if (Player is { } me && state.FindPlayer(me.Id) is { } mine)
        {
            Player = (me.Id, mine.Name);
            if (!Prediction.Reconcile(state.Tick, mine, now))
                Move(default);
        }
        _notify(state);
    }

    private void TakeGoodbye(Ending goodbye)
    {
        _notify(new Goodbye(goodbye));
        if (Endings.IsFinalGoodbye(goodbye.Code))
        {
            End(goodbye);
        }
        else if (Endings.IsTokenRefusal(goodbye.Code))
        {
            _connection.Close();
            Rest();
            Commands.Lost(isRefusal: false, goodbye.Reason);
            _freshToken.Ask(goodbye);
        }
    }

    private void TakeFresh(string? token, Ending refusal)
    {
        if (token is null)
        {
            End(refusal);
            return;
        }
        Token = token;
        Become(new ConnectionChange(ConnectionState.Reconnecting, _connection.Retry(), 1008, refusal.Reason));
    }

    private bool SendCommand(long id, GameValue what)
    {
        if (!_pace.TryTake(_clock.Milliseconds))
        {
            _flushAt ??= _clock.Milliseconds + PacedMs;
            return false;
        }
        Send(what.With(("id", id)));
        return true;
    }

    private void Flush()
    {
        if (State != ConnectionState.Open)
            return;
        Commands.Flush();
        _steering.Flush(_clock.Milliseconds);
        if (_steering.IsWaiting)
            _flushAt ??= _clock.Milliseconds + PacedMs;
    }

    private void PingOn()
    {
        var now = _clock.Milliseconds;
        // A server that is overrun may drop an input; the direction in which the player walks must not depend on that.
        if (Prediction.PendingMs(now) > LostInputMs + (Latency.Ping ?? 0))
            _steering.Send(now);
        Send(GameValue.Map(("type", "ping"), ("sentAt", now)));
        Commands.CheckOverdue();
        _pingAt = now + PingMs;
    }

    /// <summary>Nothing is sent until there is a connection again.</summary>
    private void Rest()
    {
        (_pingAt, _flushAt) = (null, null);
        _steering.Rest();
    }

    private void Send(GameValue message)
    {
        if (State == ConnectionState.Open)
            _connection.Send(message);
    }

    private void Become(ConnectionChange change)
    {
        State = change.State;
        _notify(change);
    }
}
