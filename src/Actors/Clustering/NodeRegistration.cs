using System.Globalization;
using Actors.Storage;

namespace Actors.Clustering;

/// <summary>Claims the node's name in the shared table, before any part of the node starts.</summary>
public static class NodeRegistration
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>A process that has died may have had one beat under way.</summary>
    private const int BeatsOfTheLiving = 2;

    /// <summary>
    /// The row of a crashed process holds the name for <paramref name="live"/>, and an orchestrator starts the next process at once. So the node waits until the row is no longer
    /// live, or has been seen to beat. A row whose time is a little in the future, because the database's clock was set back, takes longest.
    /// </summary>
    /// <exception cref="NodeRefusedException">Another live process has the name, or something that excludes this node uses the database.</exception>
    public static async Task RegisterAsync(INodeRegistry registry, NodeIdentity node, TimeSpan live, TimeProvider time, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var longest = live + live + NodeRules.Margin + Pause;
        NodeRow? before = null;
        var beats = 0;
        while (true)
        {
            var outcome = await registry.RegisterAsync(node.Name, node.Run, node.Role, node.Rules, live, cancellation);
            if (outcome.RefusedBy is not { } other)
                return;
            beats = other.Run != before?.Run ? 0 : other.Seen != before.Seen ? beats + 1 : beats;
            before = other;
            if (beats >= BeatsOfTheLiving || time.GetElapsedTime(begun) > longest)
                throw new NodeRefusedException(SentenceOf(other, node));
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>The holder of the database or the name, its address and start time, and what the operator can do.</summary>
    internal static string SentenceOf(NodeRow other, NodeIdentity own)
    {
        var where = other.Address.Length > 0 ? $" ({other.Address})" : "";
        var since = other.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        if (other.Role == NodeRow.Alone)
        {
            return $"Another server{where} has used this database alone since {since}. Stop it first, give this one a database of its own (Actors:Data or Actors:Postgres), "
                + "or make both nodes of one cluster (Actors:Cluster:Node).";
        }
        if (own.Role == NodeRow.Alone)
        {
            return $"The database is used by a cluster; its node \"{other.Name}\"{where} has been there since {since}. Stop the cluster first, make this server a node of it "
                + "(Actors:Cluster:Node), or give it a database of its own (Actors:Data or Actors:Postgres).";
        }
        if (other.Name != own.Name)
        {
            return $"The node \"{other.Name}\"{where} of this cluster runs its rooms by the rules {other.Rules}, and this one would by {own.Rules}: nodes of one cluster have the same modules in "
                + "the same order, of which the versions alone may differ. Start this node with those modules, or stop all nodes first.";
        }
        return $"Another process{where} has been the node \"{other.Name}\" on this database since {since}. Give each node a name of its own (Actors:Cluster:Node), or stop the other one.";
    }
}

/// <summary>The node cannot take part, and an operator has to act; the message says how.</summary>
public sealed class NodeRefusedException(string message) : Exception(message);
