using System.Diagnostics.Metrics;
using System.Text;
using Actors.Metrics;

namespace Actors.Tests.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    /// <summary>A meter for this test alone: meters are the process's, and tests run side by side.</summary>
    private readonly Meter _meter = new($"Test{Guid.NewGuid():N}");

    private readonly List<PrometheusExporter> _exporters = [];

    public void Dispose()
    {
        _exporters.ForEach(exporter => exporter.Dispose());
        _meter.Dispose();
    }

    [Fact]
    public async Task What_is_written_is_this_to_the_letter()
    {
        var exporter = Exporter(new PrometheusOptions { Buckets = new Dictionary<string, IReadOnlyList<double>> { ["a.time"] = [0.1, 1] } });
        var counter = _meter.CreateCounter<long>("a.count", "{message}", "Messages \\ of\nall kinds.");
        var time = _meter.CreateHistogram<double>("a.time", "s", "How long.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "say \"hi\"\\\n"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", 7));
        time.Record(0.1);
        time.Record(0.5);
        time.Record(20);
        _meter.CreateGauge<double>("a.load").Record(0.25);
        var text = await Scrape(exporter);
        const string expected =
            """
            # HELP a_count_total Messages \\ of\nall kinds.
            # TYPE a_count_total counter
            a_count_total{kind="7"} 1
            a_count_total{kind="say \"hi\"\\\n"} 2
            # TYPE a_load gauge
            a_load 0.25
            # HELP a_time_seconds How long.
            # TYPE a_time_seconds histogram
            a_time_seconds_bucket{le="0.1"} 1
            a_time_seconds_bucket{le="1"} 2
            a_time_seconds_bucket{le="+Inf"} 3
            a_time_seconds_sum 20.6
            a_time_seconds_count 3

            """;
        Assert.StartsWith(expected.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("actors.room.frames", "{frame}", "counter", "actors_room_frames_total")]
    [InlineData("actors.sent", "By", "counter", "actors_sent_bytes_total")]
    [InlineData("actors.sent.bytes", "By", "counter", "actors_sent_bytes_total")]
    [InlineData("actors.done_total", null, "counter", "actors_done_total")]
    [InlineData("actors.share", "1", "gauge", "actors_share_ratio")]
    [InlineData("actors.count", "1", "counter", "actors_count_total")]
    [InlineData("actors.memory", "By", "gauge", "actors_memory_bytes")]
    [InlineData("actors.commit.duration", "s", "histogram", "actors_commit_duration_seconds")]
    [InlineData("actors.rate", "By/s", "gauge", "actors_rate_bytes_per_second")]
    [InlineData("actors.rate", "{frame}/s", "gauge", "actors_rate_per_second")]
    [InlineData("actors.odd-name..x", null, "gauge", "actors_odd_name_x")]
    public async Task Names_carry_their_unit_and_what_grows_ends_in_total(string name, string? unit, string type, string expected)
    {
        var exporter = Exporter();
        switch (type)
        {
            case "counter":
                _meter.CreateCounter<int>(name, unit).Add(1);
                break;
            case "gauge":
                _meter.CreateGauge<int>(name, unit).Record(1);
                break;
            default:
                _meter.CreateHistogram<int>(name, unit).Record(1);
                break;
        }
        Assert.Equal(type, (await Families(exporter))[expected].Type);
    }

    [Fact]
    public async Task Every_kind_of_instrument_and_number_is_kept()
    {
        var exporter = Exporter();
        _meter.CreateCounter<byte>("c.byte").Add(200);
        _meter.CreateCounter<short>("c.short").Add(3);
        _meter.CreateCounter<int>("c.int").Add(4);
        _meter.CreateCounter<float>("c.float").Add(0.5f);
        _meter.CreateCounter<double>("c.double").Add(0.25);
        _meter.CreateCounter<decimal>("c.decimal").Add(1.5m);
        var upDown = _meter.CreateUpDownCounter<int>("updown");
        upDown.Add(5);
        upDown.Add(-7);
        var gauge = _meter.CreateGauge<long>("gauge");
        gauge.Record(5);
        gauge.Record(-3);
        _meter.CreateObservableCounter("o.counter", () => 11L);
        _meter.CreateObservableUpDownCounter("o.updown", () => -2);
        _meter.CreateObservableGauge("o.gauge", () => double.NaN);
        _meter.CreateObservableGauge("o.inf", () => double.NegativeInfinity);
        var families = await Families(exporter);
        Assert.Equal(200, families["c_byte_total"][[]]);
        Assert.Equal(3, families["c_short_total"][[]]);
        Assert.Equal(4, families["c_int_total"][[]]);
        Assert.Equal(0.5, families["c_float_total"][[]]);
        Assert.Equal(0.25, families["c_double_total"][[]]);
        Assert.Equal(1.5, families["c_decimal_total"][[]]);
        Assert.Equal(-2, families["updown"][[]]);
        Assert.Equal(-3, families["gauge"][[]]);
        Assert.Equal(11, families["o_counter_total"][[]]);
        Assert.Equal(-2, families["o_updown"][[]]);
        Assert.Equal(double.NaN, families["o_gauge"][[]]);
        Assert.Equal(double.NegativeInfinity, families["o_inf"][[]]);
        Assert.Equal(11, (await Families(exporter))["o_counter_total"][[]]);
    }

    [Fact]
    public async Task The_order_of_tags_makes_no_difference()
    {
        var exporter = Exporter();
        var counter = _meter.CreateCounter<int>("c");
        counter.Add(1, new("a", "x"), new("b", "y"));
        counter.Add(2, new("b", "y"), new("a", "x"));
        counter.Add(4, new("a", "y"), new("b", "x"));
        var family = (await Families(exporter))["c_total"];
        Assert.Equal(3, family[("a", "x"), ("b", "y")]);
        Assert.Equal(4, family[("a", "y"), ("b", "x")]);
    }

    [Fact]
    public async Task Label_sets_past_the_bound_go_to_one_series_and_are_counted()
    {
        var exporter = Exporter(new PrometheusOptions { MaxLabelSets = 3 });
        var counter = _meter.CreateCounter<int>("c");
        for (var i = 0; i < 10; i++)
            counter.Add(1, new KeyValuePair<string, object?>("player", i));
        counter.Add(1, new KeyValuePair<string, object?>("player", 0));
        var families = await Families(exporter);
        Assert.Equal(4, families["c_total"].Samples.Count);
        Assert.Equal(2, families["c_total"][("player", "0")]);
        Assert.Equal(7, families["c_total"][("player", "other")]);
        Assert.Equal(7, families["actors_metrics_folded_measurements_total"][("metric", "c_total")]);
    }

    [Fact]
    public async Task What_is_not_observed_any_more_is_not_written_and_leaves_room_for_others()
    {
        var exporter = Exporter(new PrometheusOptions { MaxLabelSets = 2 });
        var rooms = new[] { "a", "b" };
        _meter.CreateObservableGauge(
            "depth", () => rooms.Select(room => new Measurement<int>(1, new KeyValuePair<string, object?>("room", room))));
        Assert.Equal(2, (await Families(exporter))["depth"].Samples.Count);
        rooms = ["c"];
        Assert.Equal(1, Assert.Single((await Families(exporter))["depth"].Samples).Value);
        rooms = [];
        Assert.DoesNotContain("depth", (await Families(exporter)).Keys);
        rooms = ["d", "e"];
        Assert.Equal(1, (await Families(exporter))["depth"][("room", "e")]);
    }

    [Fact]
    public async Task Parts_that_several_instruments_observe_are_added_within_a_scrape()
    {
        using var second = new Meter(_meter.Name);
        var exporter = Exporter();
        _meter.CreateObservableUpDownCounter("alive", () => 3);
        second.CreateObservableUpDownCounter("alive", () => 4);
        for (var scrape = 0; scrape < 3; scrape++)
            Assert.Equal(7, (await Families(exporter))["alive"][[]]);
    }

    [Fact]
    public async Task One_name_cannot_mean_two_things()
    {
        var exporter = Exporter();
        _meter.CreateGauge<int>("thing").Record(1);
        _meter.CreateHistogram<int>("thing").Record(2);
        var families = await Families(exporter);
        Assert.Equal("gauge", families["thing"].Type);
        Assert.Equal(1, families["actors_metrics_refused_instruments_total"][[]]);
    }

    [Fact]
    public async Task The_number_of_metrics_is_bounded()
    {
        var exporter = Exporter(new PrometheusOptions { MaxMetrics = 2 });
        for (var i = 0; i < 5; i++)
            _meter.CreateCounter<int>($"c{i}").Add(1);
        var families = await Families(exporter);
        Assert.Equal(3, families["actors_metrics_refused_instruments_total"][[]]);
        Assert.Contains("c1_total", families.Keys);
        Assert.DoesNotContain("c2_total", families.Keys);
    }

    [Fact]
    public async Task Only_wanted_meters_and_those_below_them_are_heard()
    {
        using var below = new Meter(_meter.Name + ".Below");
        using var beside = new Meter(_meter.Name + "Beside");
        var exporter = Exporter();
        below.CreateCounter<int>("below").Add(1);
        beside.CreateCounter<int>("beside").Add(1);
        var families = await Families(exporter);
        Assert.Contains("below_total", families.Keys);
        Assert.DoesNotContain("beside_total", families.Keys);
    }

    [Fact]
    public async Task An_observation_that_throws_harms_no_other()
    {
        var exporter = Exporter();
        _meter.CreateObservableGauge("bad", Failing);
        _meter.CreateObservableGauge("good", () => 1);
        var families = await Families(exporter);
        Assert.Equal(1, families["good"][[]]);
        Assert.Equal(1, families["actors_metrics_observe_failures_total"][[]]);

        static int Failing() => throw new InvalidOperationException();
    }

    [Fact]
    public async Task Buckets_follow_the_options_then_the_instruments_advice_then_the_unit()
    {
        var exporter = Exporter(new PrometheusOptions
        {
            Buckets = new Dictionary<string, IReadOnlyList<double>> { ["chosen"] = [1, 2] },
        });
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [3, 4] };
        _meter.CreateHistogram("chosen", null, null, null, advice).Record(1);
        _meter.CreateHistogram("advised", null, null, null, advice).Record(1);
        _meter.CreateHistogram<double>("duration", "s").Record(1);
        _meter.CreateHistogram<int>("size", "By").Record(1);
        var families = await Families(exporter);
        Assert.Equal(["1", "2", "+Inf"], Bounds("chosen"));
        Assert.Equal(["3", "4", "+Inf"], Bounds("advised"));
        Assert.Equal(HistogramBuckets.Seconds.Count + 1, Bounds("duration_seconds").Length);
        Assert.Equal("16777216", Bounds("size_bytes")[^2]);

        string[] Bounds(string name) =>
            [.. families[name].Samples.Where(sample => sample.Labels.ContainsKey("le")).Select(sample => sample.Labels["le"])];
    }

    [Fact]
    public void Buckets_that_do_not_rise_are_refused()
    {
        var wrong = new Dictionary<string, IReadOnlyList<double>> { ["x"] = [1, 1] };
        Assert.Throws<ArgumentException>(() => Exporter(new PrometheusOptions { Buckets = wrong }));
    }

    [Fact]
    public async Task What_has_not_been_measured_yet_is_named_without_a_sample()
    {
        var exporter = Exporter();
        _meter.CreateCounter<long>("failures", null, "None so far.");
        Assert.StartsWith("# HELP failures_total None so far.\n# TYPE failures_total counter\n", await Scrape(exporter), StringComparison.Ordinal);
        Assert.DoesNotContain("\nfailures_total", await Scrape(exporter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_go_with_their_meter()
    {
        var exporter = Exporter();
        _meter.CreateCounter<int>("c").Add(1);
        Assert.Contains("c_total", (await Families(exporter)).Keys);
        _meter.Dispose();
        Assert.DoesNotContain("c_total", (await Families(exporter)).Keys);
    }

    [Fact]
    public async Task Measuring_from_many_threads_loses_nothing_while_somebody_scrapes()
    {
        const int threads = 4, each = 20_000;
        var exporter = Exporter();
        var counter = _meter.CreateCounter<long>("c");
        var sum = _meter.CreateCounter<double>("d");
        var histogram = _meter.CreateHistogram<double>("h", "s");
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            for (var i = 0; i < each; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("label", i % 10));
                sum.Add(0.5);
                histogram.Record(i % 2);
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        while (workers.Exists(worker => worker.IsAlive))
            await Families(exporter);
        workers.ForEach(worker => worker.Join());
        var families = await Families(exporter);
        Assert.Equal(threads * each, families["c_total"].Samples.Sum(sample => sample.Value));
        Assert.Equal(threads * each / 2.0, families["d_total"][[]]);
        Assert.Equal(threads * each, families["h_seconds"].Samples.Single(sample => sample.Name == "h_seconds_count").Value);
        Assert.Equal(threads * each / 2.0, families["h_seconds"].Samples.Single(sample => sample.Name == "h_seconds_sum").Value);
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        Exporter();
        var counter = _meter.CreateCounter<long>("c");
        var histogram = _meter.CreateHistogram<double>("h", "s");
        var (kind, policy) = (new KeyValuePair<string, object?>("kind", "room"), new KeyValuePair<string, object?>("policy", "refuse"));
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

    private PrometheusExporter Exporter(PrometheusOptions? options = null)
    {
        var exporter = new PrometheusExporter((options ?? new PrometheusOptions()) with { Meters = [_meter.Name] });
        _exporters.Add(exporter);
        return exporter;
    }

    private static async Task<string> Scrape(PrometheusExporter exporter)
    {
        using var stream = new MemoryStream();
        await exporter.WriteAsync(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task<IReadOnlyDictionary<string, Family>> Families(PrometheusExporter exporter) =>
        ExpositionParser.Parse(await Scrape(exporter));
}
