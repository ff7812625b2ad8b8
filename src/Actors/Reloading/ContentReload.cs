using Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Reloading;

/// <summary>
/// Reloads the content of a running world from its files. In a cluster each node reads its own files and reports what it has found. Only when all have found the same, and can take it, do they
/// all get the request to use it. So a mistake changes nothing anywhere, and nodes differ for no longer than a message takes.
/// </summary>
/// <param name="system">The present ActorSystem: a node that was downed gets another.</param>
public sealed class ContentReload(string node, Func<ActorSystem> system, bool isClustered, ILogger logger, TimeProvider time) : IDisposable
{
    /// <summary>How long a node may take to read its files, and then again to pass the content on to its rooms.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _turn = new(1);

    private readonly record struct Node(string Name, ActorSelection Endpoint);

    private readonly record struct Found(string Node, ContentRead? Content);

    /// <summary>A request that comes during another one waits for it, and then reads anew: the files may have changed since that one read them.</summary>
    public async Task<ReloadReport> RunAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var began = time.GetTimestamp();
            var report = await RunAsync(system()) with { Elapsed = time.GetElapsedTime(began) };
            ReloadMetrics.Instance.Ended(report);
            var text = string.Join(Environment.NewLine, report.Lines);
            if (report.IsUsed)
                ReloadLog.Reloaded(logger, text);
            else
                ReloadLog.NotReloaded(logger, text);
            return report;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ReloadReport> RunAsync(ActorSystem system)
    {
        Node[] nodes = [.. NodesOf(system)];
        var found = await Task.WhenAll(nodes.Select(static async node => new Found(node.Name, await AskAsync<ContentRead>(node.Endpoint, new ReadContent()))));
        if (Array.Find(found, one => one.Node == node).Content is not { } own)
            return Refused(ReloadOutcome.Disagreed, null, [$"{node} has not answered"]);
        if (own.Hash is not { } hash)
            return Refused(ReloadOutcome.Invalid, null, own.Errors);
        if (Disagreements(found, own).ToArray() is { Length: > 0 } problems)
            return Refused(ReloadOutcome.Disagreed, hash, problems);
        string[] restarts = [.. found.SelectMany(static one => one.Content!.NeedsRestart).Distinct()];
        if (restarts.Length > 0)
            return Refused(ReloadOutcome.NeedsRestart, hash, restarts);
        if (found.All(one => one.Content!.Running == hash))
            return new ReloadReport(ReloadOutcome.Unchanged, hash, "", [], nodes.Length, 0, 0, default);
        var taken = await Task.WhenAll(nodes.Select(async node => (node.Name, Taken: await AskAsync<ContentTaken>(node.Endpoint, new TakeContent(hash)))));
        string[] late = [.. taken.Where(static one => one.Taken is not { IsTaken: true }).Select(one => $"{one.Name} has not said that it goes on with {ReloadReport.Short(hash)}; others do")];
        return late.Length > 0
            ? Refused(ReloadOutcome.Disagreed, hash, late)
            : new ReloadReport(
                ReloadOutcome.Done, hash, own.Change, [], nodes.Length, taken.Sum(static one => one.Taken!.ActiveRooms), taken.Sum(static one => one.Taken!.RenewedRooms), default);
    }

    private static ReloadReport Refused(ReloadOutcome outcome, string? hash, IReadOnlyList<string> problems) => new(outcome, hash, "", problems, 0, 0, 0, default);

    private static IEnumerable<string> Disagreements(IReadOnlyList<Found> found, ContentRead own)
    {
        foreach (var (node, content) in found)
        {
            if (content is null)
                yield return $"{node} has not answered";
            else if (content.Hash is null)
                yield return $"{node} cannot use its content: {string.Join("; ", content.Errors)}";
            else if (content.Hash != own.Hash)
                yield return $"{node} has read {ReloadReport.Short(content.Hash)}, and this node {ReloadReport.Short(own.Hash)}";
        }
    }

    /// <summary>Every member that is not leaving: a joining member has read its content already.</summary>
    private IEnumerable<Node> NodesOf(ActorSystem system)
    {
        if (!isClustered)
            return [new Node(node, system.ActorSelection($"/user/{ContentEndpoint.Name}"))];
        return Cluster.Get(system).State.Members
            .Where(static member => member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up)
            .Select(member => new Node(MemberRoles.NameOf(member), system.ActorSelection(new RootActorPath(member.Address) / "user" / ContentEndpoint.Name)));
    }

    private static async Task<T?> AskAsync<T>(ActorSelection node, ContentMessage question)
        where T : class
    {
        try
        {
            return await node.Ask<T>(question, Patience);
        }
        catch (Exception)
        {
            // The node is late, has ended, or sent no answer of that kind: the report says that it has not answered.
            return null;
        }
    }
}
