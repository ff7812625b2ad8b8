using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;

namespace Actors.Tests.Serialization.Kit;

/// <summary>Hands all that it receives to a test, and answers nothing.</summary>
internal sealed class Collector(ChannelWriter<object> into) : UntypedActor
{
    protected override void OnReceive(object message) => into.TryWrite(message);
}

internal static class Collected
{
    /// <summary>All that a new actor receives.</summary>
    public static (IActorRef Ref, ChannelReader<object> Received) In(ActorSystem system, string name)
    {
        var received = Channel.CreateUnbounded<object>();
        return (system.ActorOf(Props.Create(() => new Collector(received.Writer)), name), received.Reader);
    }

    /// <summary>All that the system logs as a warning or worse.</summary>
    public static ChannelReader<object> Complaints(ActorSystem system)
    {
        var (complaints, received) = In(system, "complaints");
        system.EventStream.Subscribe(complaints, typeof(Warning));
        system.EventStream.Subscribe(complaints, typeof(Error));
        return received;
    }
}
