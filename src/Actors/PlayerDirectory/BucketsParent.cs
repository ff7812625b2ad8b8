using System.Globalization;
using Akka.Actor;

namespace Actors.PlayerDirectory;

/// <summary>The parent of a standalone server's buckets. It takes the same envelopes as a shard region.</summary>
public sealed class BucketsParent : UntypedActor
{
    private readonly IActorRef?[] _buckets = new IActorRef?[NameBuckets.Count];

    /// <summary>One on a standalone server.</summary>
    public static Props Props() => Akka.Actor.Props.Create<BucketsParent>().WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    /// <summary>A bucket that fails is stopped, and the next message creates another.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DirectoryEnvelope { Bucket: >= 0 and < NameBuckets.Count } envelope:
                (_buckets[envelope.Bucket] ??= Spawn(envelope.Bucket)).Forward(envelope.Message);
                break;
            case Terminated ended:
                _buckets[Array.IndexOf(_buckets, ended.ActorRef)] = null;
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private IActorRef Spawn(int bucket) =>
        Context.Watch(Context.ActorOf(NameBucket.Props(bucket, settling: TimeSpan.Zero), bucket.ToString(CultureInfo.InvariantCulture)));
}
