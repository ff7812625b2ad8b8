using System.Globalization;
using Akka.Actor;

namespace Actors.PlayerDirectory;

/// <summary>The buckets of a server that is alone: takes the same envelopes as a shard region.</summary>
public sealed class BucketsParent : UntypedActor
{
    private readonly IActorRef?[] _buckets = new IActorRef?[NameBuckets.Count];

    /// <summary>One on a server that is alone.</summary>
    public static Props Props() => Akka.Actor.Props.Create<BucketsParent>().WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    /// <summary>A bucket that fails ends, and the next message makes another.</summary>
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
