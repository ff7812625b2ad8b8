using Akka.Actor;

namespace Actors.Rooms;

/// <summary>The connection that a body in a room belongs to, under one of its joins, and how many of its commands have come.</summary>
/// <param name="actor">The connection's actor, to which answers go.</param>
/// <param name="gateway">The endpoint of its gateway.</param>
/// <param name="goesOn">The connection was in the room under an earlier join, and knows that it was admitted.</param>
internal sealed class SessionBinding(ConnectionId connection, IActorRef actor, IActorRef gateway, DateTimeOffset since, long attempt, bool goesOn)
{
    /// <summary>How far the clocks of gateways and of the room's node may differ before one is taken to be wrong.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(10);

    private long _lastNumber;

    public ConnectionId Connection { get; } = connection;

    public IActorRef Actor { get; } = actor;

    public IActorRef Gateway { get; } = gateway;

    public long Attempt { get; } = attempt;

    public bool GoesOn { get; } = goesOn;

    public static SessionBinding Of(JoinRoom join, IActorRef sender, SessionBinding? before) =>
        new(join.Connection, sender, join.Gateway, join.Since, join.Attempt, join.Snapshot is not null && join.Connection == before?.Connection);

    /// <summary>The connection that was made later gets the body, in whatever order their joins arrive. Of one connection's joins, the last one counts.</summary>
    public bool GivesWayTo(JoinRoom join, DateTimeOffset now) => join.Connection == Connection ? join.Attempt >= Attempt : IsLater(join, since, now);

    /// <summary>
    /// Whether a join is of a later connection than the one that was made at <paramref name="since"/>. A connection made in the future has a clock that was
    /// set back since, or is wrong: it excludes nobody.
    /// </summary>
    public static bool IsLater(JoinRoom join, DateTimeOffset since, DateTimeOffset now) => join.Since >= since || since > now + ClockMargin;

    /// <summary>Whether it is the same join, sent again because its answer was late: commands sent under it since still count.</summary>
    public bool IsSame(JoinRoom join, IActorRef sender) => join.Connection == Connection && join.Attempt == Attempt && sender.Equals(Actor);

    /// <summary>Whether the command comes from this connection, under this join.</summary>
    public bool Asked(ExecuteCommand command) => command.Connection == Connection && command.Attempt == Attempt;

    /// <summary>
    /// Whether a command is this connection's next one. An association between nodes can break and be made again before the sender notices. Then a command could arrive
    /// whose predecessor was lost, and if it were executed, the predecessor would count as done when it is sent again.
    /// </summary>
    public bool Admits(ExecuteCommand command)
    {
        if (!Asked(command))
            return false;
        if (command.CommandId == 0)
            return true;
        if (command.Number != _lastNumber + 1)
            return false;
        _lastNumber++;
        return true;
    }
}
