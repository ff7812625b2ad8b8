using System.Globalization;
using Akka.Cluster;

namespace Actors.Clustering;

/// <summary>The roles of a member describe its node, and every member knows them without the database (<see cref="ClusterConfig"/> writes them).</summary>
internal static class MemberRoles
{
    /// <summary>The name that the operator gave the node; for a member without one, its address.</summary>
    public static string NameOf(Member member) => With(member, ClusterConfig.NamePrefix) ?? member.Address.ToString();

    /// <summary>The node's share of the shards, relative to the others' weights.</summary>
    public static int WeightOf(Member member) => int.TryParse(With(member, ClusterConfig.WeightPrefix), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;

    /// <summary>The kinds of node that it is: its roles that are neither name nor weight.</summary>
    public static IReadOnlyList<string> KindsOf(Member member) =>
        [.. member.Roles.Where(static role => !IsWith(role, ClusterConfig.NamePrefix) && !IsWith(role, ClusterConfig.WeightPrefix)).Order(StringComparer.Ordinal)];

    /// <summary>The oldest node with the role of shards, where the coordinator is; null when there is none.</summary>
    public static Member? OldestOf(IEnumerable<Member> members) => members
        .Where(static member => member.Status is MemberStatus.Up or MemberStatus.Leaving && member.HasRole(ClusterConfig.WorldRole))
        .Order(Member.AgeOrdering)
        .FirstOrDefault();

    private static string? With(Member member, string prefix) => member.Roles.FirstOrDefault(role => IsWith(role, prefix))?[prefix.Length..];

    private static bool IsWith(string role, string prefix) => role.StartsWith(prefix, StringComparison.Ordinal);
}
