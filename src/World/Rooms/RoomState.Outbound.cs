namespace Actors.World;

/// <summary>What leaves the room: requests to services, and mail to other rooms. Both are part of the room until they are done, and so survive a crash of its node.</summary>
public sealed partial class RoomState
{
    /// <summary>How many requests may be unanswered.</summary>
    public const int MaxRequests = 100;

    /// <summary>How much mail may be undelivered.</summary>
    public const int MaxMail = 1000;

    /// <summary>The most UTF-16 units that the body of a request or a mail may have.</summary>
    public const int MaxBodyLength = 16_384;

    /// <summary>Ten minutes: no node is away for so long without being replaced.</summary>
    private const long LateMilliseconds = 600_000;

    private readonly List<ServiceRequest> _requests = [];
    private readonly List<RoomMail> _mail = [];
    private readonly SortedDictionary<RoomId, long> _sent = [];
    private readonly SortedDictionary<RoomId, long> _received = [];
    private readonly SortedDictionary<RoomId, long> _gone = [];
    private long _nextRequest = 1;

    internal IReadOnlyList<ServiceRequest> Requests => _requests;

    internal IReadOnlyList<RoomMail> Mail => _mail;

    /// <summary>
    /// Asks a service, once the changes that are made with this are on disk. The handler that was registered with the service is called with its answer, in a later
    /// tick.
    /// </summary>
    /// <param name="context">Passed back in the answer's request.</param>
    /// <exception cref="RulesException">No module has registered such a service, or too many requests are unanswered, or the body is too long.</exception>
    public long Ask(string service, string body, string? context = null)
    {
        Spend();
        if (!RuleSet.Services.ContainsKey(service))
            throw new RulesException($"No module has registered the service \"{service}\": RulesBuilder.AddService does.");
        CheckOutbound(_requests.Count, MaxRequests, "unanswered requests", body);
        var request = new ServiceRequest(Id, _nextRequest++, service, body, context);
        _requests.Add(request);
        RoomDirty = true;
        Effects.Requests.Add(request);
        return request.Number;
    }

    /// <summary>
    /// Sends mail to another room, once the changes that are made with this are on disk. The handler that is registered there for its kind is called exactly once.
    /// </summary>
    /// <exception cref="RulesException">No module has registered such a kind, or too much mail is undelivered, or the body is too long.</exception>
    public void Send(RoomId to, string kind, string body)
    {
        Spend();
        if (!RuleSet.MailHandlers.ContainsKey(kind))
            throw new RulesException($"No module has registered mail of the kind \"{kind}\": RulesBuilder.AddMail does.");
        if (!World.CanExist(to) || to == Id)
            throw new RulesException($"Mail cannot be sent from {Id} to {to}: " + (to == Id ? "that is the room itself." : "content has no such room."));
        CheckOutbound(_mail.Count, MaxMail, "undelivered mails", body);
        Post(to, kind, body);
    }

    /// <summary>
    /// Without a limit, because a room has little of the kernel's own mail. Does nothing for a room that content does not have, or for an instance that is known to
    /// have ended.
    /// </summary>
    internal void Post(RoomId to, string kind, string body)
    {
        if (!World.CanExist(to) || HasEnded(to))
            return;
        var mail = new RoomMail(Id, to, _sent[to] = _sent.GetValueOrDefault(to) + 1, kind, body);
        _mail.Add(mail);
        RoomDirty = true;
        Effects.Mail.Add(mail);
    }

    /// <summary>The room will soon cease to exist: rooms that have exchanged mail with it need not remember that for ever.</summary>
    /// <param name="opener">Learns this in another way, as the rooms of the instance do.</param>
    internal void PostGone(RoomId opener)
    {
        foreach (var room in _sent.Keys.Concat(_received.Keys).Distinct().Where(room => room != opener && room.Key != Id.Key).ToArray())
            Post(room, InstanceMail.Gone, "");
    }

    /// <summary>False: it was answered before.</summary>
    internal bool TryAnswer(long number, string? answer, string? error)
    {
        var slot = _requests.FindIndex(request => request.Number == number);
        if (slot < 0)
            return false;
        var request = _requests[slot];
        _requests.RemoveAt(slot);
        RoomDirty = true;
        // If its module is no longer there, nobody waits for the answer.
        if (RuleSet.Services.TryGetValue(request.Service, out var service))
            service.Handler(this, new ServiceAnswer(request, answer, error));
        return true;
    }

    /// <summary>Whether the mail is accepted, now or before. False: earlier mail has not arrived yet.</summary>
    internal bool Receive(RoomMail mail)
    {
        var last = _received.GetValueOrDefault(mail.From);
        if (mail.Number <= last || HasEnded(mail.From))
            return true;
        if (mail.Number > last + 1)
            return false;
        ForgetGone();
        _received[mail.From] = mail.Number;
        RoomDirty = true;
        if (InstanceMail.IsKind(mail.Kind))
            ReceiveOwn(mail);
        else if (RuleSet.MailHandlers.TryGetValue(mail.Kind, out var handler))
            handler(this, mail);
        return true;
    }

    internal void Delivered(RoomId to, long number) => RoomDirty |= _mail.RemoveAll(mail => mail.To == to && mail.Number <= number) > 0;

    internal OutboundRecord? ToOutboundRecord() =>
        _requests.Count == 0 && _mail.Count == 0 && _sent.Count == 0 && _received.Count == 0 && _nextRequest == 1
            ? null
            : new OutboundRecord(_nextRequest, [.. _requests], [.. _mail], [.. _sent.Select(Count)], [.. _received.Select(Count)])
            {
                Gone = _gone.Count == 0 ? null : [.. _gone.Select(Count)],
            };

    internal void AddOutbound(ref StateHash hash)
    {
        hash.Add(_nextRequest);
        foreach (var request in _requests)
            hash.Add(request.Number);
        foreach (var mail in _mail)
        {
            hash.Add(mail.To.Value);
            hash.Add(mail.Number);
            hash.Add(mail.Body);
        }
        foreach (var (room, number) in _received)
        {
            hash.Add(room.Value);
            hash.Add(number);
        }
        foreach (var (room, tick) in _gone)
        {
            hash.Add(room.Value);
            hash.Add(tick);
        }
    }

    private void ForgetMailWith(Predicate<RoomId> isGone)
    {
        foreach (var room in _sent.Keys.Concat(_received.Keys).Where(room => isGone(room)).ToArray())
        {
            _sent.Remove(room);
            _received.Remove(room);
            _gone.Remove(room);
        }
    }

    /// <summary>Mail from a removed room may arrive a second time for as long as messages may be late.</summary>
    private void ForgetGone()
    {
        if (_gone.Count > 0)
            ForgetMailWith(room => _gone.TryGetValue(room, out var since) && (Tick - since) * Rules.TickMilliseconds > LateMilliseconds);
    }

    private static MailCount Count(KeyValuePair<RoomId, long> count) => new(count.Key, count.Value);

    private void Restore(OutboundRecord? record)
    {
        if (record is null)
            return;
        _nextRequest = record.NextRequest;
        _requests.AddRange(record.Requests);
        _mail.AddRange(record.Mail);
        foreach (var (room, number) in record.Sent)
            _sent[room] = number;
        foreach (var (room, number) in record.Received)
            _received[room] = number;
        foreach (var (room, tick) in record.Gone ?? [])
            _gone[room] = tick;
    }

    private void CheckOutbound(int count, int most, string what, string body)
    {
        if (count >= most)
            throw new RulesException($"The room {Id} has {most} {what} already.");
        if (body.Length > MaxBodyLength)
            throw new RulesException($"A body has {body.Length} characters; at most {MaxBodyLength} are allowed.");
    }
}

/// <summary>A room's pending requests and mail.</summary>
/// <param name="Sent">How much mail was sent to each room.</param>
/// <param name="Received">How much mail from each room was accepted.</param>
public sealed record OutboundRecord(
    long NextRequest, IReadOnlyList<ServiceRequest> Requests, IReadOnlyList<RoomMail> Mail, IReadOnlyList<MailCount> Sent, IReadOnlyList<MailCount> Received)
{
    /// <summary>Rooms of instances that have ended, and the tick at which they said so; null: none.</summary>
    public IReadOnlyList<MailCount>? Gone { get; init; }
}

/// <summary>A number of mails between two rooms.</summary>
public sealed record MailCount(RoomId Room, long Number);
