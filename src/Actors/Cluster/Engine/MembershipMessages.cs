using Actors.Cluster.Links;
using Actors.Storage;

namespace Actors.Cluster.Engine;

internal abstract record MembershipMessage;

/// <param name="Address">Where this node's line is.</param>
internal sealed record Begin(string Address) : MembershipMessage;

internal sealed record Leave(TaskCompletionSource Left) : MembershipMessage;

internal sealed record JoinNow : MembershipMessage;

internal sealed record JoinEnded(Member? Member, long AskedAt) : MembershipMessage;

internal sealed record RenewNow : MembershipMessage;

internal sealed record RenewEnded(long Incarnation, bool Renewed, long AskedAt) : MembershipMessage;

/// <summary>The lease ends now unless it has been renewed since.</summary>
internal sealed record LeaseEnds(long Incarnation) : MembershipMessage;

internal sealed record PollNow : MembershipMessage;

internal sealed record TableRead(ClusterTable Table) : MembershipMessage;

internal sealed record TakeEnded(long Incarnation, IReadOnlyList<ShardGrant> Granted) : MembershipMessage;

internal sealed record ShardClosed(long Incarnation, ShardGrant Grant) : MembershipMessage;

internal sealed record SealOverdue(long Incarnation, ShardGrant Grant) : MembershipMessage;

/// <param name="Given">Those of them that went to another node, under its epochs.</param>
internal sealed record ReleaseEnded(long Incarnation, IReadOnlyList<ShardGrant> Released, IReadOnlyList<ShardGift> Given) : MembershipMessage;

/// <summary>Another node has given this one shards.</summary>
internal sealed record ShardsGot(ShardsGiven Given) : MembershipMessage;

internal sealed record ReleaseFailed(long Incarnation, IReadOnlyList<ShardGrant> Grants) : MembershipMessage;

internal sealed record ReleaseNow : MembershipMessage;

internal sealed record DrainingSet : MembershipMessage;

/// <summary>Time enough has passed for all nodes to have read it.</summary>
internal sealed record DrainingKnown : MembershipMessage;

internal sealed record LeftCluster : MembershipMessage;

/// <summary>A call to the database failed; what it was for is tried again by the timers, or by this message.</summary>
internal sealed record CallFailed(string Call, Exception Cause, MembershipMessage? Again = null) : MembershipMessage;

internal sealed record ShardFenced(int Shard, long Epoch) : MembershipMessage;

/// <summary>The other nodes have said who owns what.</summary>
internal sealed record OwnersChanged : MembershipMessage;

internal sealed record PeerSeen(string Node) : MembershipMessage;

internal sealed record PeerLost(string Node) : MembershipMessage;
