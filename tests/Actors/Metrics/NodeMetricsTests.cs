using System.Buffers;
using System.Globalization;
using System.Text;
using Actors.Metrics;

namespace Actors.Tests.Metrics;

public sealed class NodeMetricsTests
{
    [Fact]
    public void A_node_shows_its_process_under_the_usual_names_and_what_its_runtime_does()
    {
        GC.Collect();
        using var metrics = new NodeMetrics();
        var text = new ArrayBufferWriter<byte>();
        metrics.Exporter.Write(text);
        var samples = Encoding.UTF8.GetString(text.WrittenSpan).Split('\n').Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line.Split(' ')).ToLookup(static sample => sample[0].Split('{')[0], static sample => double.Parse(sample[^1], CultureInfo.InvariantCulture));
        Assert.InRange(Assert.Single(samples["process_cpu_seconds_total"]), 0.001, 1e6);
        Assert.InRange(Assert.Single(samples["process_resident_memory_bytes"]), 10_000_000, 1e11);
        Assert.InRange(Assert.Single(samples["process_open_fds"]), 3, Assert.Single(samples["process_max_fds"]));
        Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - Assert.Single(samples["process_start_time_seconds"]), 0, 86_400);
        Assert.True(samples["dotnet_gc_collections_total"].Sum() >= 1);
        Assert.NotEmpty(samples["dotnet_gc_pause_time_seconds_total"]);
        Assert.NotEmpty(samples["dotnet_gc_last_collection_heap_size_bytes"]);
    }
}
