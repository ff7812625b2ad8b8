using Actors.Cluster;

namespace Actors.Rooms;

/// <summary>The connection that a body in a room belongs to, under one of its joins, and how many of its commands have come.</summary>
internal sealed class Tenant(ConnectionAddress connection, DateTimeOffset since, long attempt)
{
    private long _lastNumber;

    public ConnectionAddress Connection { get; } = connection;

    public long Attempt { get; } = attempt;

    /// <summary>The connection that was made later has the body, whatever the order in which their joins arrive; of one connection's joins the last.</summary>
    public bool GivesWayTo(JoinRoom join) => join.Connection == Connection ? join.Attempt >= Attempt : join.Since >= since;

    /// <summary>Whether it comes from this connection, under this join.</summary>
    public bool Asked(Act act) => act.Connection == Connection && act.Attempt == Attempt;

    /// <summary>
    /// Whether a command is this tenant's and the next one. Lines may break and be made anew without the sender noticing in time: then a command could come whose
    /// predecessor was lost, and were it carried out, the predecessor would be taken for done when it comes again.
    /// </summary>
    public bool Admits(Act act)
    {
        if (!Asked(act))
            return false;
        if (act.CommandId == 0)
            return true;
        if (act.Number != _lastNumber + 1)
            return false;
        _lastNumber++;
        return true;
    }
}
