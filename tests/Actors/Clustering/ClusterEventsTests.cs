using System.Diagnostics.Metrics;
using Actors.Clustering;
using Actors.Dispatch;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;

namespace Actors.Tests.Clustering;

public sealed class ClusterEventsTests : PatientTestKit
{
    private static readonly Config Settings = ConfigurationFactory.ParseString("""
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.cluster.downing-provider-class = ""
        """);

    public ClusterEventsTests()
        : base(Settings.WithFallback(ClusterConfig.Build(new ClusterOptions { Node = "a" }, isGateway: false)).WithFallback(DispatchConfig.Load()))
    {
    }

    [Fact]
    public async Task A_quarantine_of_this_node_is_counted()
    {
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "actors.remoting.quarantined")
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Interlocked.Add(ref counted, tags[0].Value is "this" ? value : 0));
        listener.Start();
        var events = Sys.ActorOf(ClusterEvents.Props());
        await events.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(30));
        var address = new Address("akka.tcp", Sys.Name, "127.0.0.1", 1);
        Sys.EventStream.Publish(new ThisActorSystemQuarantinedEvent(address, address));
        AwaitCondition(() => Interlocked.Read(ref counted) == 1, TimeSpan.FromSeconds(30));
    }
}
