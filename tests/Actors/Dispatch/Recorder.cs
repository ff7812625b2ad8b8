using Akka.Actor;

namespace Actors.Tests.Dispatch;

/// <summary>An actor that does what the test says with each message.</summary>
internal sealed class Recorder(Action<IActorContext, object> receive) : UntypedActor
{
    public static Props Inline(Action<IActorContext, object> receive) =>
        Props.CreateBy(new Producer(receive)).WithDispatcher(Actors.Dispatch.DispatchConfig.InlineDispatcher).WithMailbox(Actors.Dispatch.DispatchConfig.ConnectionMailbox);

    protected override void OnReceive(object message) => receive(Context, message);

    private sealed class Producer(Action<IActorContext, object> receive) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Recorder);

        public ActorBase Produce() => new Recorder(receive);

        public void Release(ActorBase actor)
        {
        }
    }
}
