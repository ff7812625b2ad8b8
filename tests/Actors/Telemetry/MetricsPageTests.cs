using System.Diagnostics.Metrics;
using System.Net;
using Actors.Telemetry;

namespace Actors.Tests.Telemetry;

/// <summary>How Prometheus sees instruments, whoever renders them.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class MetricsPageTests : IAsyncLifetime
{
    /// <summary>Used by this test alone: instrument names are shared by the process.</summary>
    private readonly string _name = $"actors.t{Guid.NewGuid():N}";

    private readonly Meter _meter = new("Actors.Tests");
    private MetricsPage _page = null!;

    public async Task InitializeAsync() => _page = await MetricsPage.OpenAsync();

    public async Task DisposeAsync()
    {
        _meter.Dispose();
        await _page.DisposeAsync();
    }

    [Fact]
    public async Task The_exposition_text_is_exact()
    {
        var counter = _meter.CreateCounter<long>(_name + ".count", "{message}", "Messages \\ of\nall kinds.");
        var time = _meter.CreateHistogram<double>(_name + ".time", "s", "How long.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "say \"hi\"\\\n"));
        time.Record(0.1);
        time.Record(20);
        var text = await _page.ScrapeAsync();
        var name = Written(_name);
        Assert.Contains($"# HELP {name}_count_total Messages \\\\ of\\nall kinds.\n", text, StringComparison.Ordinal);
        Assert.Contains($"# TYPE {name}_count_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains($"\n{name}_count_total{{kind=\"say \\\"hi\\\"\\\\\\n\"}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains($"\n{name}_time_seconds_bucket{{le=\"0.1\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"\n{name}_time_seconds_bucket{{le=\"+Inf\"}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains($"\n{name}_time_seconds_sum{{}} 20.1\n{name}_time_seconds_count{{}} 2\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frames", "{frame}", "counter", "frames_total")]
    [InlineData("sent", "By", "counter", "sent_bytes_total")]
    [InlineData("sent.bytes", "By", "counter", "sent_bytes_total")]
    [InlineData("memory", "By", "gauge", "memory_bytes")]
    [InlineData("state_bytes", "By", "counter", "state_bytes_total")]
    [InlineData("commit.duration", "s", "histogram", "commit_duration_seconds")]
    [InlineData("depth.max", "{message}", "gauge", "depth_max")]
    public async Task Names_carry_their_unit_and_counters_end_in_total(string name, string unit, string type, string expected)
    {
        switch (type)
        {
            case "counter":
                _meter.CreateCounter<int>($"{_name}.{name}", unit).Add(1);
                break;
            case "gauge":
                _meter.CreateGauge<int>($"{_name}.{name}", unit).Record(1);
                break;
            default:
                _meter.CreateHistogram<int>($"{_name}.{name}", unit).Record(1);
                break;
        }
        Assert.Equal(type, (await _page.FamiliesAsync())[$"{Written(_name)}_{expected}"].Type);
    }

    [Fact]
    public async Task Every_kind_of_instrument_is_shown()
    {
        _meter.CreateCounter<double>(_name + ".c").Add(0.25);
        var upDown = _meter.CreateUpDownCounter<long>(_name + ".updown");
        upDown.Add(5);
        upDown.Add(-7);
        _meter.CreateObservableCounter(_name + ".o.counter", () => 11L);
        _meter.CreateObservableUpDownCounter(_name + ".o.updown", () => -2);
        _meter.CreateObservableGauge(_name + ".o.gauge", () => 0.5);
        var families = await _page.FamiliesAsync();
        Assert.Equal(0.25, families[Written(_name) + "_c_total"][[]]);
        Assert.Equal(-2, families[Written(_name) + "_updown"][[]]);
        Assert.Equal(11, families[Written(_name) + "_o_counter_total"][[]]);
        Assert.Equal(-2, families[Written(_name) + "_o_updown"][[]]);
        Assert.Equal(0.5, families[Written(_name) + "_o_gauge"][[]]);
        Assert.Equal(11, (await _page.FamiliesAsync())[Written(_name) + "_o_counter_total"][[]]);
    }

    [Fact]
    public async Task Label_sets_past_the_bound_go_to_one_series()
    {
        var counter = _meter.CreateCounter<int>(_name);
        for (var i = 0; i < NodeTelemetry.MaxLabelSets + 7; i++)
            counter.Add(1, new KeyValuePair<string, object?>("player", i));
        counter.Add(1, new KeyValuePair<string, object?>("player", 0));
        var family = (await _page.FamiliesAsync())[Written(_name) + "_total"];
        Assert.Equal(NodeTelemetry.MaxLabelSets + 1, family.Samples.Count);
        Assert.Equal(2, family[("player", "0")]);
        Assert.Equal(7, family[("otel_metric_overflow", "true")]);
    }

    [Fact]
    public async Task A_series_no_longer_observed_disappears()
    {
        var rooms = new[] { "a", "b" };
        _meter.CreateObservableGauge(_name, () => rooms.Select(room => new Measurement<int>(1, new KeyValuePair<string, object?>("room", room))));
        Assert.Equal(2, (await _page.FamiliesAsync())[Written(_name)].Samples.Count);
        rooms = ["c"];
        Assert.Equal(1, Assert.Single((await _page.FamiliesAsync())[Written(_name)].Samples).Value);
        rooms = [];
        Assert.DoesNotContain(Written(_name), (await _page.FamiliesAsync()).Keys);
    }

    [Fact]
    public async Task Meters_of_other_libraries_are_not_exported()
    {
        using var beside = new Meter("ActorsBeside");
        beside.CreateCounter<int>(_name).Add(1);
        Assert.DoesNotContain(Written(_name), await _page.ScrapeAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_observation_that_throws_harms_no_other()
    {
        _meter.CreateObservableGauge(_name + ".bad", Failing);
        _meter.CreateObservableGauge(_name + ".good", () => 1);
        Assert.Equal(1, (await _page.FamiliesAsync())[Written(_name) + "_good"][[]]);

        static int Failing() => throw new InvalidOperationException();
    }

    [Fact]
    public async Task Buckets_follow_the_unit()
    {
        _meter.CreateHistogram<double>(_name + ".duration", "s").Record(1);
        _meter.CreateHistogram<int>(_name + ".size", "By").Record(1);
        _meter.CreateHistogram<int>(_name + ".count").Record(1);
        var families = await _page.FamiliesAsync();
        Assert.Equal(("0.0005", "10"), Bounds("_duration_seconds"));
        Assert.Equal(("64", "16777216"), Bounds("_size_bytes"));
        Assert.Equal(("1", "10000"), Bounds("_count"));

        (string First, string Last) Bounds(string name)
        {
            var bounds = families[Written(_name) + name].Samples.Where(static sample => sample.Labels.ContainsKey("le")).Select(static sample => sample.Labels["le"]).ToList();
            return (bounds[0], bounds[^2]);
        }
    }

    [Fact]
    public async Task A_node_exports_process_and_runtime_metrics_under_their_usual_names()
    {
        GC.Collect();
        var families = await _page.FamiliesAsync();
        Assert.InRange(families["process_cpu_seconds_total"][[]], 0.001, 1e6);
        Assert.InRange(families["process_resident_memory_bytes"][[]], 10_000_000, 1e11);
        Assert.InRange(families["process_open_fds"][[]], 3, families["process_max_fds"][[]]);
        Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - families["process_start_time_seconds"][[]], 0, 86_400);
        Assert.True(families["dotnet_gc_collections_total"].Samples.Sum(static sample => sample.Value) >= 1);
        Assert.NotEmpty(families["dotnet_gc_pause_time_seconds_total"].Samples);
        Assert.NotEmpty(families["dotnet_gc_last_collection_heap_size_bytes"].Samples);
    }

    [Fact]
    public async Task Concurrent_measurements_lose_nothing_during_scrapes()
    {
        const int threads = 4, each = 20_000;
        var counter = _meter.CreateCounter<long>(_name + ".c");
        var histogram = _meter.CreateHistogram<double>(_name + ".h", "s");
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            for (var i = 0; i < each; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("label", i % 10));
                histogram.Record(i % 2);
            }
        })).ToList();
        workers.ForEach(static worker => worker.Start());
        while (workers.Exists(static worker => worker.IsAlive))
            await _page.FamiliesAsync();
        workers.ForEach(static worker => worker.Join());
        var families = await _page.FamiliesAsync();
        Assert.Equal(threads * each, families[Written(_name) + "_c_total"].Samples.Sum(static sample => sample.Value));
        Assert.Equal(threads * each, families[Written(_name) + "_h_seconds"].Samples.Single(static sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);
        Assert.Equal(threads * each / 2.0, families[Written(_name) + "_h_seconds"].Samples.Single(static sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>(_name + ".c");
        var histogram = _meter.CreateHistogram<double>(_name + ".h", "s");
        var (kind, policy) = (new KeyValuePair<string, object?>("kind", "room"), new KeyValuePair<string, object?>("policy", "refuse"));
        Assert.True(counter.Enabled);
        Measure(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Measure(int times)
        {
            for (var i = 0; i < times; i++)
            {
                counter.Add(1);
                counter.Add(1, kind, policy);
                histogram.Record(0.01, kind);
            }
        }
    }

    [Fact]
    public async Task A_node_with_metrics_off_has_no_listener_and_no_page()
    {
        await _page.DisposeAsync();
        await using var silent = await MetricsPage.OpenAsync(new TelemetryOptions { Metrics = false });
        Assert.False(_meter.CreateCounter<int>(_name).Enabled);
        using var answer = await silent.GetAsync();
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string Written(string name) => name.Replace('.', '_');
}
