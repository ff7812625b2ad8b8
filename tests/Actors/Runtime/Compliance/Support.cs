using System.Threading.Channels;
using Actors.Runtime;

namespace Actors.Tests.Runtime.Compliance;

/// <summary>An actor written where it is used.</summary>
internal sealed class Scripted<T>(
    Action<IActorContext<T>, T> receive, Action<IActorContext<T>>? started = null, Action? stopped = null) : Actor<T>
{
    protected internal override void Started() => started?.Invoke(Context);

    protected internal override void Receive(T message) => receive(Context, message);

    protected internal override void Stopped() => stopped?.Invoke();
}

/// <summary>Where tests hear from actors, on any thread.</summary>
internal sealed class Inbox<T>(IRuntimeHost host) : IActorRef<T>
{
    private readonly Channel<T> _received = Channel.CreateUnbounded<T>();

    public string Path => "inbox";

    public bool Tell(T message) => _received.Writer.TryWrite(message);

    /// <summary>The next that comes, once everything that can run has run.</summary>
    public Task<T> Next() => host.Next(_received.Reader);

    public async Task<T[]> Next(int count)
    {
        var all = new T[count];
        for (var i = 0; i < count; i++)
            all[i] = await Next();
        return all;
    }

    /// <summary>What has come and was not taken. Says nothing about what is on its way: ask an actor something first.</summary>
    public T[] Rest()
    {
        var rest = new List<T>();
        while (_received.Reader.TryRead(out var one))
            rest.Add(one);
        return [.. rest];
    }
}

/// <summary>A runtime under test, and the one who drives it: time moves when the test says so, in both.</summary>
internal interface IRuntimeHost
{
    IActorRuntime Runtime { get; }

    ManualTimeProvider Clock { get; }

    /// <summary>Lets virtual time go on.</summary>
    void Advance(TimeSpan by);

    Task<T> Next<T>(ChannelReader<T> from);

    /// <summary>Waits until the actor has nothing left that it could do now.</summary>
    Task UntilIdle<T>(IActorRef<T> actor);
}
