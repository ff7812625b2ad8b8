using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.Telemetry;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>What the client asks, from its asking to its answer.</summary>
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
        if (IsEarly(asked, asked.Id))
            return;
        var (command, id, trace) = asked;
        if (_player is null)
        {
            connection.Answer(new Answer(id ?? 0, command, new Rejected(Codes.NotIn, "You are not in the world yet.")), trace);
            return;
        }
        switch (_unanswered.TryAdd(command, id, out var number, trace))
        {
            case AskOutcome.TooMany:
                trace.End(TooMany);
                Mistook(new ClientMistook(TooMany, id));
                return;
            case AskOutcome.AlreadyAsked:
                trace.EndRepeated();
                return;
        }
        if (_state == State.InRoom)
            SendCommand(number, command, trace);
    }

    /// <summary>Puts aside what a client asks that did not wait until it was in, as many as may be unanswered: it is in soon. What comes behind those is refused: it must not overtake them.</summary>
    private bool IsEarly(object message, long? id)
    {
        if (_welcomed || _state == State.New)
            return false;
        if ((_early ??= []).Count < services.Limits.UnansweredCommands)
        {
            _early.Enqueue(message);
            return true;
        }
        (message as ClientAsked)?.Trace.End(TooMany);
        RefuseAtOnce(id, TooMany);
        return true;
    }

    private void Mistook(ClientMistook mistook)
    {
        if (IsEarly(mistook, mistook.Id))
            return;
        if (_unanswered.IsEmpty)
            Tell(new Answer(mistook.Id ?? 0, null, mistook.Why));
        else if (!_unanswered.TryAddAnswered(mistook.Id ?? 0, mistook.Why))
            RefuseAtOnce(mistook.Id, mistook.Why);
    }

    /// <summary>So much waits that there is no place in the order of the answers. One with an id needs none; of what has no id nobody could tell what it answers.</summary>
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

    private void SendUnanswered()
    {
        foreach (var waiting in _unanswered.All)
            SendCommand(waiting.Id, waiting.Command, waiting.Trace);
    }

    private void CommandRefused(CommandRefused refused)
    {
        if (refused.Why is null)
            ComeInAnew();
        else
            Answered(new Answered(refused.CommandId, refused.Why, refused.Attempt));
    }

    private void Answered(Answered answered)
    {
        // What was asked under a join of before is asked again under the next, all of it, and answered then.
        if (answered.Attempt != _join.Attempt || !_unanswered.TryAnswer(answered.CommandId, answered.Reply))
            return;
        foreach (var (id, command, trace, reply) in _unanswered.TakeAnswered())
        {
            if (reply is ForwardedCommand beyond)
                _global.CarryOut(Node, _self, id, beyond.Command, trace, _player!, Room);
            else
                connection.Answer(new Answer(id, command, reply), trace);
        }
    }

    /// <summary>One timer for whatever is asked of the room: when an answer is overdue it comes in anew, and asks again.</summary>
    private void Overdue()
    {
        _overdue = null;
        if (_state == State.InRoom && !_unanswered.IsEmpty)
            ComeInAnew();
    }
}
