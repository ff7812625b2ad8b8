using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

public sealed partial class EngineIOSession
{
    /// <summary>Whether a request may still use this session; if the client's pong is overdue, the session ends here and now.</summary>
    internal bool IsAlive()
    {
        bool timedOut;
        lock (_gate)
            timedOut = _state == State.Open && _heartbeat.HasTimedOut;
        if (timedOut)
            End(DisconnectReason.PingTimeout);
        return _state != State.Closed;
    }

    /// <summary>
    /// A GET has come: it waits until there is something to send. Null, with the reason: it is rejected. If a poll was already pending, the session has ended,
    /// and that poll has been answered.
    /// </summary>
    internal PollRequest? BeginPoll(out EngineIOError error)
    {
        error = EngineIOError.BadRequest;
        lock (_gate)
        {
            if (_socket is not null)
                return null;
            if (_state == State.Closed)
            {
                error = EngineIOError.UnknownSession;
                return null;
            }
            if (_poll is null)
            {
                var poll = _poll = new(_probe is not null);
                Flush_NeedsLock();
                return poll;
            }
        }
        _server.Metrics.Refused("duplicate poll");
        End(DisconnectReason.TransportError);
        return null;
    }

    /// <summary>The client has given up a poll. If the poll was still pending, packets may be lost from here on, so the session ends.</summary>
    internal void PollGone(PollRequest poll)
    {
        lock (_gate)
        {
            if (_poll != poll)
                return;
            _poll = null;
        }
        poll.Complete(PollAnswer.Gone);
        End(DisconnectReason.TransportError);
    }

    /// <summary>A poll's answer has been written, completely or not.</summary>
    internal void PollWritten(IReadOnlyList<EncodedMessage> packets, bool whole)
    {
        if (!whole)
            End(DisconnectReason.TransportError);
        bool pump;
        List<Action>? drained = null;
        lock (_gate)
        {
            _outgoing.Sent();
            _underWay = false;
            // An upgrade may have come while the answer was being written: then the pump takes over here. If the session has ended on that new WebSocket, the
            // pump has only its close frame to send.
            pump = Flush_NeedsLock() || (_socket is not null && _state == State.Closed);
            if (pump)
                _underWay = true;
            else
                drained = TakeDrained_NeedsLock();
        }
        _server.Metrics.Sent(packets.Count, EngineIOPayload.Measure(packets));
        if (pump)
            _ = PumpAsync();
        Tell(drained);
    }

    /// <summary>False: another POST of this session is being received.</summary>
    internal bool TryBeginPost() => Interlocked.Exchange(ref _posting, 1) == 0;

    internal void EndPost() => Volatile.Write(ref _posting, 0);

    private void AnswerPoll_NeedsLock(PollAnswer answer)
    {
        if (_poll is null)
            return;
        _underWay = true;
        _poll.Complete(answer);
        _poll = null;
        if (_state == State.Lingering)
        {
            _state = State.Closed;
            _server.Forget(this);
        }
    }
}
