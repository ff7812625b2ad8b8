using Actors.Gateway.Transports;
using Actors.Runtime;

namespace Actors.Gateway.Hosting;

/// <summary>The actors of the connections that have said something, and of the rooms that it is for, have their turns where it came in.</summary>
internal sealed class LentArrivals(LentThread thread) : IArrivals
{
    public void Begin() => thread.Begin();

    public void End() => thread.End();
}
