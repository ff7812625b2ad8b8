using Actors.Client.Values;

namespace Actors.Client.Connections;

/// <summary>
/// One connection to the game at a time, in either encoding. When it is lost, its user decides what to do: <see cref="Retry"/>, or nothing. It knows nothing
/// about the game.
/// </summary>
internal sealed class Connection(IReadOnlyList<Uri> addresses, string[] subprotocols, Func<ITransport> transports, IGameClock clock, Func<double> random, IConnectionUser user)
{
    private const double BaseMs = 500, MaxMs = 10_000, LeastMs = 100, SilenceMs = 10_000, LastingMs = 10_000;

    // A game that was not updated for as long as this stood still, as a telephone's game does in the background. It then has this long to read what came meanwhile.
    private const double LateMs = 1_000, ReadingMs = 2_000;

    // The longest message that servers accept, unless their operator configures otherwise. A longer one would end the connection.
    private const int MaxBytes = 65_536;

    private readonly List<Uri> _addresses = [.. addresses];
    private ITransport? _transport;
    private bool _isText;
    private int _turn;
    private int _attempts;
    private int _brief;
    private bool _isIn;
    private double _heard;
    private double _checked;
    private double? _readsUntil;
    private double _opened;
    private double? _retryAt;

    /// <summary>The current gateway.</summary>
    public Uri Address => _addresses[_turn % _addresses.Count];

    public void Open()
    {
        _retryAt = null;
        user.Connecting();
        if (Dial() is not { } transport)
            return;
        _transport = transport;
        _isText = true;
        _heard = _opened = _checked = clock.Milliseconds;
        _readsUntil = null;
    }

    /// <summary>Handles one event of the transport; false if there is none.</summary>
    public bool TakeOne()
    {
        if (_transport is not { } transport || !transport.TryRead(out var happened))
            return false;
        switch (happened.Kind)
        {
            case TransportEventKind.Opened:
                _opened = clock.Milliseconds;
                _isText = happened.Text?.EndsWith(".json", StringComparison.Ordinal) ?? true;
                if (string.IsNullOrEmpty(happened.Text))
                    user.Impossible(new Ending(EndingCodes.ProtocolError, $"There is no server of {string.Join(" or ", subprotocols)} at {Address}."));
                else
                    user.Opened();
                break;
            case TransportEventKind.Received:
                _heard = clock.Milliseconds;
                _readsUntil = null;
                user.Received(happened.Message.Span, happened.IsText);
                break;
            default:
                Lose(happened.Code, happened.Text ?? "");
                break;
        }
        return true;
    }

    /// <summary>Does what is due: a new attempt, or the end of a dead connection, which nobody else closes.</summary>
    public void CheckTime()
    {
        var now = clock.Milliseconds;
        if (now - _checked >= LateMs)
            _readsUntil ??= now + ReadingMs;
        _checked = now;
        if (_transport is { } silent && now - _heard >= SilenceMs && !(now < _readsUntil))
        {
            Lose(1006, "Nothing was heard from the server.");
            // Not one of the codes that mean goodbye: if it reaches the server after all, the server must wait for us.
            silent.Close(4000);
        }
        else if (_retryAt is { } at && now >= at)
        {
            Open();
        }
    }

    /// <summary>The server has let us in. The next loss counts as the first again, unless the connection was brief, and not for the first time.</summary>
    public void Succeeded() => _isIn = true;

    /// <summary>Forgets how often it has failed.</summary>
    public void Restart() => _attempts = _brief = 0;

    /// <summary>Sends in the encoding that the server chose. False: the message is longer than a server accepts, and was not sent.</summary>
    public bool Send(GameValue message)
    {
        var bytes = _isText ? JsonWriter.Write(message) : PackWriter.Write(message);
        if (bytes.Length > MaxBytes)
            return false;
        _transport?.Send(bytes, _isText);
        return true;
    }

    /// <summary>Ends the connection, and does not reconnect.</summary>
    public void Close()
    {
        _retryAt = null;
        Leave()?.Close(1000);
    }

    /// <summary>Reconnects after a while, the longer the more often it has failed since it last succeeded.</summary>
    /// <returns>The wait in milliseconds.</returns>
    public double Retry(int leastAttempts = 0)
    {
        var attempts = Math.Max(leastAttempts, _attempts);
        _attempts = attempts + 1;
        // Full jitter: after a restart of the server, clients reconnect spread out over time.
        var most = Math.Min(MaxMs, BaseMs * (1 << Math.Min(attempts, 10)));
        var inMs = LeastMs + Math.Floor((random() * most) + 0.5);
        _retryAt = clock.Milliseconds + inMs;
        return inMs;
    }

    /// <summary>Null if no connection can be made to any of the servers. That does not change later.</summary>
    private ITransport? Dial()
    {
        while (true)
        {
            try
            {
                var transport = transports();
                transport.Connect(Address, subprotocols);
                return transport;
            }
            catch (Exception problem)
            {
                if (_addresses.Count == 1)
                {
                    user.Impossible(new Ending(EndingCodes.BadAddress, $"{Address}: {problem.Message}"));
                    return null;
                }
                _addresses.Remove(Address);
            }
        }
    }

    private ITransport? Leave()
    {
        var transport = _transport;
        _transport = null;
        _isIn = false;
        return transport;
    }

    private void Lose(int code, string reason)
    {
        var openMs = clock.Milliseconds - _opened;
        if (!_isIn || openMs >= LastingMs)
            _brief = 0;
        if (_isIn)
            _attempts = _brief++;
        Leave();
        _turn++;
        user.Lost(code, reason, openMs);
    }
}
