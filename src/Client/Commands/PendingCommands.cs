namespace Actors.Client.Commands;

/// <summary>
/// The commands that wait for their answers: each gets exactly one, whatever happens to the connection. The server executes an id once, however often it is
/// sent: commands that were unanswered when a connection broke are sent again, in order, and get the answer of the first time. Commands on which a server
/// closed the connection are not sent again.
/// </summary>
/// <param name="send">Sends a command; false if the pace does not allow it yet. <see cref="Flush"/> is called when it does.</param>
/// <param name="answer">Delivers an answer.</param>
internal sealed class PendingCommands(Func<long, GameValue, bool> send, Action<TaskCompletionSource<CommandResult>, CommandResult> answer, IGameClock clock)
{
    private const int MaxUnanswered = 32, MaxConnections = 5;
    private const double AskAgainMs = 10_000;

    // Longer than a server waits for a room that is out of reach.
    private const double GiveUpMs = 90_000;

    private readonly List<Pending> _waiting = [];
    private long? _next;
    private long? _player;
    private bool _isOpen;

    /// <summary>Whether a command waits to be sent.</summary>
    public bool IsWaiting => _isOpen && _waiting.Exists(static asked => asked.SentAt is null);

    /// <param name="what">The message without its id.</param>
    public Task<CommandResult> Ask(GameValue what)
    {
        if (_waiting.Count >= MaxUnanswered)
            return Task.FromResult(CommandResult.Refused(ErrorCode.RateLimited, "Too many commands wait for their answers."));
        // Continuations run where the answer is delivered: on the thread of the game's loop.
        var asked = new Pending(what) { Id = _next };
        // The first number is not known before the first welcome.
        if (_next is not null)
            _next++;
        _waiting.Add(asked);
        Flush();
        return asked.Answer.Task;
    }

    public void Welcomed(long player, long lastCommand)
    {
        if (_player is not null && _player != player)
        {
            End(ErrorCode.Unavailable, "The server does not know you any more: you are somebody new.");
            _next = null;
        }
        _player = player;
        _next = Math.Max(_next ?? 1, lastCommand + 1);
        foreach (var asked in _waiting)
            asked.Id ??= _next++;
        _isOpen = true;
        Refuse(static asked => asked.Connections >= MaxConnections, $"The connection was lost {MaxConnections} times before this was answered; whether it was done is not known.");
        Flush();
    }

    /// <summary>Sends what has not been sent on this connection, in order, as far as the pace allows.</summary>
    public void Flush()
    {
        if (!_isOpen)
            return;
        foreach (var asked in _waiting)
        {
            if (asked.SentAt is not null)
                continue;
            if (!send(asked.Id!.Value, asked.What))
                return;
            asked.SentAt = clock.Milliseconds;
            if (asked.Since is null)
            {
                asked.Since = asked.SentAt;
                asked.Connections++;
            }
        }
    }

    public void Answered(CommandResult result)
    {
        var index = _waiting.FindIndex(asked => asked.Id == result.Id);
        if (index < 0)
            return;
        var answered = _waiting[index];
        _waiting.RemoveAt(index);
        for (var i = 0; i < index; i++)
            _waiting[i].IsPassedOver = true;
        answer(answered.Answer, result);
    }

    /// <summary>Called once a second while the connection is open.</summary>
    public void CheckOverdue()
    {
        var now = clock.Milliseconds;
        bool IsOverdue(Pending asked) => asked.SentAt is { } sentAt && now - sentAt >= AskAgainMs;
        // An id below one that was executed counts as executed, so it cannot be sent again.
        Refuse(asked => IsOverdue(asked) && (asked.IsPassedOver || now - asked.Since >= GiveUpMs), "The server does not answer this; whether it was done is not known.");
        foreach (var asked in _waiting)
        {
            if (IsOverdue(asked))
                asked.SentAt = null;
        }
        Flush();
    }

    /// <param name="isRefusal">The server may have closed the connection because of a command that was sent on it.</param>
    public void Lost(bool isRefusal, string reason)
    {
        _isOpen = false;
        if (isRefusal)
            Refuse(static asked => asked.Since is not null, $"The server closed the connection on this, or on what was sent beside it ({reason}); whether it was done is not known.");
        foreach (var asked in _waiting)
            (asked.SentAt, asked.Since, asked.IsPassedOver) = (null, null, false);
    }

    public void End(ErrorCode code, string text)
    {
        _isOpen = false;
        Answer(_waiting.ToArray(), code, text);
    }

    private void Refuse(Predicate<Pending> which, string text) => Answer([.. _waiting.FindAll(which)], ErrorCode.Unavailable, text);

    private void Answer(Pending[] which, ErrorCode code, string text)
    {
        foreach (var asked in which)
        {
            _waiting.Remove(asked);
            answer(asked.Answer, CommandResult.Refused(code, text));
        }
    }

    private sealed class Pending(GameValue what)
    {
        public GameValue What { get; } = what;

        public TaskCompletionSource<CommandResult> Answer { get; } = new();

        /// <summary>Null before the first welcome.</summary>
        public long? Id { get; set; }

        /// <summary>On how many connections it was sent.</summary>
        public int Connections { get; set; }

        /// <summary>When it was last sent on this connection.</summary>
        public double? SentAt { get; set; }

        /// <summary>When it was first sent on this connection.</summary>
        public double? Since { get; set; }

        /// <summary>Whether a later command was answered before it on this connection.</summary>
        public bool IsPassedOver { get; set; }
    }
}
