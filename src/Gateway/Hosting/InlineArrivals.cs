using Actors.Dispatch;
using Actors.WebSockets;
using Akka.Actor;

namespace Actors.Gateway.Hosting;

/// <summary>Runs the actors of the connections that have sent something, and of the rooms that it is for, on the thread that has read it.</summary>
/// <param name="current">The node's present ActorSystem, which is another one after the node was downed.</param>
internal sealed class InlineArrivals(Func<ActorSystem> current, TimeProvider time) : IArrivals
{
    private ActorSystem? _system;
    private ReadBatchScope? _scope;

    public Action? ThreadLost { get; set; }

    public void Begin()
    {
        var system = current();
        if (!ReferenceEquals(system, _system))
            (_system, _scope) = (system, new ReadBatchScope(system, time) { ThreadLost = ThreadLost });
        _scope!.Begin();
    }

    public void End() => _scope!.End();
}
