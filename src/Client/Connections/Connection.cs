using Actors.Client.Values;

namespace Actors.Client.Connections;

/// <summary>
/// One connection to the game at a time, in either encoding. What becomes of it when it is lost is for the one who uses it to say: <see cref="Retry"/>, or nothing. It knows nothing of the game.
/// </summary>
internal sealed class Connection(IReadOnlyList<Uri> addresses, string[] subprotocols, Func<ITransport> transports, IGameClock clock, Func<double> random, IConnectionUser user)
{
    private const double BaseMs = 500, MaxMs = 10_000, LeastMs = 100, SilenceMs = 10_000, LastingMs = 10_000;

    // What servers take of one message, unless their operator says otherwise. A longer one would end the connection.
    private const int MaxBytes = 65_536;

    private readonly List<Uri> _addresses = [.. addresses];
    private ITransport? _transport;
    private bool _isText;
    private int _turn;
    private int _attempts;
    private int _brief;
    private bool _isIn;
    private double _heard;
    private double _opened;
    private double? _retryAt;

    /// <summary>The gateway of now.</summary>
    public Uri Address => _addresses[_turn % _addresses.Count];

    public void Open()
    {
        _retryAt = null;
        user.Connecting();
        if (Dial() is not { } transport)
            return;
        _transport = transport;
        _isText = true;
        _heard = _opened = clock.Milliseconds;
    }

    /// <summary>Takes one thing that has happened; false when there is none.</summary>
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
                user.Received(happened.Message.Span, happened.IsText);
                break;
            default:
                Lose(happened.Code, happened.Text ?? "");
                break;
        }
        return true;
    }

    /// <summary>What is due: a new attempt; or the end of a line that is dead, for nobody closes it.</summary>
    public void CheckTime()
    {
        var now = clock.Milliseconds;
        if (_transport is { } silent && now - _heard >= SilenceMs)
        {
            Lose(1006, "Nothing was heard from the server.");
            // Not one of the codes that say goodbye: should the server hear it after all, it is to wait for us.
            silent.Close(4000);
        }
        else if (_retryAt is { } at && now >= at)
        {
            Open();
        }
    }

    /// <summary>The server has let us in: the next loss is the first again, unless it comes soon, and not for the first time.</summary>
    public void Succeeded() => _isIn = true;

    /// <summary>Forgets how often it has failed.</summary>
    public void Restart() => _attempts = _brief = 0;

    /// <summary>In the encoding that the server chose of those it was offered. False: it is more than a server takes, and was not sent.</summary>
    public bool Send(GameValue message)
    {
        var bytes = _isText ? JsonWriter.Write(message) : PackWriter.Write(message);
        if (bytes.Length > MaxBytes)
            return false;
        _transport?.Send(bytes, _isText);
        return true;
    }

    /// <summary>Ends it, and does not begin anew.</summary>
    public void Close()
    {
        _retryAt = null;
        Leave()?.Close(1000);
    }

    /// <summary>Begins anew after a while, the longer the more often it has failed since it last succeeded.</summary>
    /// <returns>After how many milliseconds.</returns>
    public double Retry(int leastAttempts = 0)
    {
        var attempts = Math.Max(leastAttempts, _attempts);
        _attempts = attempts + 1;
        // Full jitter: after a restart the clients come back spread out.
        var most = Math.Min(MaxMs, BaseMs * (1 << Math.Min(attempts, 10)));
        var inMs = LeastMs + Math.Floor((random() * most) + 0.5);
        _retryAt = clock.Milliseconds + inMs;
        return inMs;
    }

    /// <summary>Null when no connection can be made to any of the servers. That does not go away.</summary>
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
