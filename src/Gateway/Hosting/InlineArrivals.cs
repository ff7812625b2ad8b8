using Actors.Dispatch;
using Actors.WebSockets;
using Akka.Actor;

namespace Actors.Gateway.Hosting;

/// <summary>The actors of the connections that have said something, and of the rooms that it is for, have their turns where it came in.</summary>
/// <param name="current">The node's present ActorSystem: another one after it was downed.</param>
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
