using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.Telemetry;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>The client's commands, from request to answer.</summary>
internal sealed partial class PlayerSession
{
    private void Input(Command command)
    {
        if (command is Move move)
            _lastMove = move;
        if (_state == State.InRoom)
            SendInput(command);
        else
            GatewayMetrics.Instance.Ignored(connection.Dialect.Name);
    }

    private void Asked(ClientAsked asked)
    {
        if (asked.Command is Travel travel)
            asked = asked with { Command = new Travel(services.World.FindByName(travel.To.Value) ?? travel.To) };
        if (TryDefer(asked, asked.Id))
            return;
        var (command, id, trace) = asked;
        if (_player is null)
        {
            connection.Answer(new Answer(id ?? 0, command, new Rejected(Codes.NotIn, "You are not in the world yet.")), trace);
            return;
        }
        switch (_pending.TryAdd(command, id, out var number, trace))
        {
            case AskOutcome.TooMany:
                trace.End(TooMany);
                AnswerFailed(new ParseFailed(TooMany, id));
                return;
            case AskOutcome.AlreadyAsked:
                trace.EndRepeated();
                return;
        }
        if (_state == State.InRoom)
            SendCommand(number, command, trace);
    }

    /// <summary>Defers requests that arrive before the player is in a room, up to the limit of pending commands. Later ones are refused, because they must not overtake those.</summary>
    private bool TryDefer(object message, long? id)
    {
        if (_welcomed || _state == State.New)
            return false;
        if ((_deferred ??= []).Count < services.Limits.UnansweredCommands)
        {
            _deferred.Enqueue(message);
            return true;
        }
        (message as ClientAsked)?.Trace.End(TooMany);
        RefuseAtOnce(id, TooMany);
        return true;
    }

    private void AnswerFailed(ParseFailed failed)
    {
        if (TryDefer(failed, failed.Id))
            return;
        if (_pending.IsEmpty)
            Tell(new Answer(failed.Id ?? 0, null, failed.Why));
        else if (!_pending.TryAddAnswered(failed.Id ?? 0, failed.Why))
            RefuseAtOnce(failed.Id, failed.Why);
    }

    /// <summary>The queue of answers is full. A request with an id can be refused out of order; nobody could tell which request without an id an answer is for.</summary>
    private void RefuseAtOnce(long? id, Rejected why)
    {
        if (id is { } request)
            Tell(new Answer(request, null, why));
        else
            connection.Drop(why.Text);
    }

    private void SendCommand(long id, Command command, CommandSpan trace)
    {
        Send(new ExecuteCommand(_player!.Id, connection.Id, _join.Attempt, ++_sent, id, command, trace.TraceParent));
        _overdue ??= After(TimeSpan.FromSeconds(services.Limits.AnswerSeconds), new AnswerOverdue());
    }

    private void SendInput(Command command) => Send(new ExecuteCommand(_player!.Id, connection.Id, _join.Attempt, 0, 0, command));

    private void SendPending()
    {
        foreach (var waiting in _pending.All)
            SendCommand(waiting.Id, waiting.Command, waiting.Trace);
    }

    private void CommandRefused(CommandRefused refused)
    {
        if (refused.Why is null)
            Rejoin();
        else
            Answered(new Answered(refused.CommandId, refused.Why, refused.Attempt));
    }

    private void Answered(Answered answered)
    {
        // The pending commands of an earlier join are all sent again under the next one, and answered then.
        if (answered.Attempt != _join.Attempt || !_pending.TryAnswer(answered.CommandId, answered.Reply))
            return;
        foreach (var (id, command, trace, reply) in _pending.TakeAnswered())
        {
            if (reply is ForwardedCommand beyond)
                _global.Execute(Node, _self, id, beyond.Command, trace, _player!, Room);
            else
                connection.Answer(new Answer(id, command, reply), trace);
        }
    }

    /// <summary>One timer for all pending commands: when an answer is overdue the session joins again, and sends them again.</summary>
    private void Overdue()
    {
        _overdue = null;
        if (_state == State.InRoom && !_pending.IsEmpty)
            Rejoin();
    }
}
