using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>Service requests and mail of the room's rules. Nothing is sent before the commit that it was decided with is on disk, and the next activation sends again what was not done.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan MailRetry = TimeSpan.FromSeconds(5);

    private bool _retriesMail;

    /// <summary>Resumes what the previous activation left undone.</summary>
    private void ResumeOutbound()
    {
        foreach (var request in _room.UnansweredRequests)
            _gate.Send(Self, new CallService(request));
        if (_room.UndeliveredMail.Count > 0)
            _gate.Send(Self, new RetryMail());
    }

    private void DrainOutbound()
    {
        foreach (var request in _effects.Requests)
            _gate.Send(Self, new CallService(request));
        foreach (var mail in _effects.Mail)
            _gate.Send(Self, new PostMail(mail));
        _effects.Requests.Clear();
        _effects.Mail.Clear();
    }

    private void Call(ServiceRequest request)
    {
        if (_services.World.RuleSet.FindService(request.Service) is not { } service)
        {
            Answer(new ServiceAnswered(request.Number, null, $"No module has registered the service \"{request.Service}\"."));
            return;
        }
        _ = AskAsync(service, request).PipeTo(
            Self,
            success: answer => new ServiceAnswered(request.Number, answer, null),
            failure: cause => new ServiceAnswered(request.Number, null, cause.Message));
    }

    private async Task<string> AskAsync(IRoomService service, ServiceRequest request)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(_services.Options.ServiceTimeoutSeconds), _services.Time.Provider);
        // The author's code runs on the thread pool from its first line on: a room's turn must not wait for it.
        var answer = await Task.Run(() => service.AnswerAsync(request, cancellation.Token), cancellation.Token).WaitAsync(cancellation.Token).ConfigureAwait(false);
        return answer.Length <= RoomState.MaxBodyLength
            ? answer
            : throw new InvalidOperationException($"The answer of \"{request.Service}\" has {answer.Length} characters; at most {RoomState.MaxBodyLength} are allowed.");
    }

    private void Answer(ServiceAnswered answered)
    {
        CatchUp();
        _room.Answer(answered.Request, answered.Answer, answered.Error, _effects);
        _dirty = true;
        Drain();
    }

    private void Post(RoomMail mail)
    {
        _services.Actors.Rooms.Tell(new RoomEnvelope(mail.To, new MailFor(mail)), Self);
        if (_retriesMail)
            return;
        _retriesMail = true;
        _schedule.After(MailRetry, new RetryMail());
    }

    /// <summary>Mail is sent again in its original order, so that the other room can take all of it.</summary>
    private void RetryAllMail()
    {
        _retriesMail = false;
        foreach (var mail in _room.UndeliveredMail)
            Post(mail);
    }

    private void Receive(MailFor message, IActorRef sender)
    {
        // The sender sends it again.
        if (_gate.Pending >= _services.Options.MaxPendingCommits)
            return;
        CatchUp();
        var taken = _room.Receive(message.Mail, _effects);
        _dirty = true;
        Drain();
        if (taken)
            _gate.Send(sender, new MailTaken(_id, message.Mail.Number));
    }

    private void Delivered(MailTaken taken)
    {
        _room.Delivered(taken.By, taken.Number, _effects);
        Drain();
    }
}
