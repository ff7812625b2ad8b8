namespace Actors.Metrics;

/// <summary>What a node shows at <c>/metrics</c>: all that this project measures, its process, and .NET's runtime.</summary>
public sealed class NodeMetrics : IDisposable
{
    private readonly ProcessMetrics _process = new();

    public PrometheusExporter Exporter { get; } = new(new PrometheusOptions { Meters = ["Actors", "System.Runtime"] });

    public void Dispose()
    {
        Exporter.Dispose();
        _process.Dispose();
    }
}
