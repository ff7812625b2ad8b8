using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Actors.Datagrams;
using Actors.Gateway.Hosting;
using Actors.Hosting;
using Actors.SocketIO;
using Actors.WebSockets;

namespace Actors.System.Tests;

/// <summary>
/// The counters of the programs, including those that also go down, by the names that Prometheus sees. A counter is at <c>/metrics</c> from its
/// first count on, which in a test may not come.
/// </summary>
internal static class ProgramCounters
{
    public static IReadOnlySet<string> Names()
    {
        HashSet<string> names = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument is Counter<long> or UpDownCounter<long>)
                names.Add(NameOf(instrument));
        };
        listener.Start();
        Type[] ofEach = [typeof(NodeOptions), typeof(ServerOptions), typeof(WebSocketListenerOptions), typeof(SocketIOOptions), typeof(DatagramLimits)];
        var types = ofEach.SelectMany(static of => of.Assembly.GetTypes());
        foreach (var metrics in types.Where(static type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
            RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
        return names;
    }

    private static string NameOf(Instrument counter)
    {
        var unit = counter.Unit == "By" && !counter.Name.EndsWith("bytes", StringComparison.Ordinal) ? "_bytes" : "";
        return counter.Name.Replace('.', '_') + unit + (counter is Counter<long> ? "_total" : "");
    }
}
