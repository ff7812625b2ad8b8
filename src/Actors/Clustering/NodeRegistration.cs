using Actors.Storage;

namespace Actors.Clustering;

/// <summary>Takes the node's name in the shared table, before anything of it starts.</summary>
public static class NodeRegistration
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The row of a process that crashed keeps the name for <paramref name="live"/>, and an orchestrator starts the next one at once: so a name that is taken is asked for
    /// again for a little longer than that, before it counts as another process's.
    /// </summary>
    /// <exception cref="NodeRefusedException">Another live process has the name, or the database is used otherwise.</exception>
    public static async Task RegisterAsync(INodeRegistry registry, NodeIdentity node, TimeSpan live, TimeProvider time, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var outcome = await registry.RegisterAsync(node.Name, node.Run, node.Role, live, cancellation);
            if (outcome.RefusedBy is not { } other)
                return;
            if (time.GetElapsedTime(begun) > live + live / 2)
                throw new NodeRefusedException(SentenceOf(other, node.Name));
            await Task.Delay(Pause, time, cancellation);
        }
    }

    private static string SentenceOf(NodeRow other, string name)
    {
        if (other.Name == name)
            return $"Another process is the node \"{name}\" on this database. Give each node a name of its own (Cluster:Node), or stop the other one.";
        return other.Role == NodeRow.Alone
            ? $"The server \"{other.Name}\" uses this database alone. Stop it first, or make it a node of the cluster too (Cluster:Node)."
            : $"The database is used by a cluster; its node \"{other.Name}\" is live. Stop the cluster first, or make this server a node of it (Cluster:Node).";
    }
}

/// <summary>The node cannot take part, and an operator has to do something about it; the message says what.</summary>
public sealed class NodeRefusedException(string message) : Exception(message);
