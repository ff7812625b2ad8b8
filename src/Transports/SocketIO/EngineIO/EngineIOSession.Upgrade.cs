using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

public sealed partial class EngineIOSession
{
    /// <summary>
    /// How often a pending poll is ended, while an upgrade is being tried, so that the client can go on. A poll that came before the WebSocket is ended at
    /// once. One that came after it waits this long, because the client's upgrade packet may already be on its way, and then the poll is rejected.
    /// </summary>
    private static readonly TimeSpan ProbePollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A WebSocket has been opened for this polling session. Carries out the probe. True: the session now uses it. False: nothing has changed, and the
    /// WebSocket has been closed. One at a time, and none on a session that has one.
    /// </summary>
    internal async Task<bool> TryUpgradeAsync(WebSocketTransport socket)
    {
        bool refused;
        lock (_gate)
        {
            refused = _state != State.Open || _socket is not null || _probe is not null || !_server.Options.AllowUpgrades;
            if (!refused)
                _probe = socket;
        }
        if (refused)
        {
            _server.Metrics.Refused("upgrade");
            await CloseAsync(socket);
            return false;
        }

        var upgraded = await ProbeAsync(socket);
        _server.Metrics.Upgraded(upgraded);
        if (upgraded)
            return true;
        lock (_gate)
            _probe = null;
        await CloseAsync(socket);
        return false;
    }

    private static async Task CloseAsync(WebSocketTransport socket)
    {
        await socket.CloseOutputAsync(CloseCode.Normal, "");
        await socket.DrainAsync();
    }

    private async Task<bool> ProbeAsync(WebSocketTransport socket)
    {
        await using var timeout = _server.Time.CreateTimer(
            static state => _ = ((WebSocketTransport)state!).CloseOutputAsync(CloseCode.PolicyViolation, "upgrade timeout"),
            socket, _server.Options.UpgradeTimeout, Timeout.InfiniteTimeSpan);

        if (!await ExpectAsync(socket, EngineIOPacket.PingProbe.ToArray()) || !await socket.TrySendAsync(EngineIOPacket.PongProbe))
            return false;
        EndProbePoll(evenDuringUpgrade: false);
        await using var cycle = _server.Time.CreateTimer(
            static state => ((EngineIOSession)state!).EndProbePoll(evenDuringUpgrade: true), this, ProbePollInterval, ProbePollInterval);

        return await ExpectAsync(socket, [EngineIOPacketType.Upgrade]) && TrySwitch(socket);
    }

    private static async Task<bool> ExpectAsync(WebSocketTransport socket, byte[] packet)
    {
        using var message = await socket.ReceiveAsync();
        return message.Outcome == WebSocketOutcome.Message && message.IsText && message.Payload.Span.SequenceEqual(packet);
    }

    private void EndProbePoll(bool evenDuringUpgrade)
    {
        lock (_gate)
        {
            if (_probe is not null && !_underWay && _poll is { } poll && (evenDuringUpgrade || !poll.DuringUpgrade))
                AnswerPoll_NeedsLock(PollAnswer.Of(EngineIOPacket.Noop));
        }
    }

    private bool TrySwitch(WebSocketTransport socket)
    {
        bool pump;
        lock (_gate)
        {
            if (_state != State.Open)
                return false;
            _socket = socket;
            _probe = null;
            _poll?.Complete(PollAnswer.Refused(EngineIOError.BadRequest));
            _poll = null;
            pump = Flush_NeedsLock();
        }
        if (pump)
            _ = PumpAsync();
        return true;
    }
}
