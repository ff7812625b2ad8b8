using Actors.Tools.Common;

namespace Actors.Tools.Tests;

public sealed class LatenciesTests
{
    [Fact]
    public void Percentiles_are_accurate_to_one_thousandth()
    {
        var random = new Random(5);
        var latencies = new Latencies();
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 15)).ToArray();
        foreach (var value in values)
            latencies.Record(value);
        Array.Sort(values);
        foreach (var share in (double[])[0.01, 0.5, 0.95, 0.99, 1])
        {
            var exact = values[(int)Math.Ceiling(share * values.Length) - 1];
            Assert.InRange(latencies.Percentile(share), exact, exact + (exact / 1000));
        }
        Assert.Equal(values.Length, latencies.Count);
    }

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, Latencies.MaxMicroseconds)]
    public void Values_are_clamped(long value, long counted)
    {
        var latencies = new Latencies();
        latencies.Record(value);
        Assert.InRange(latencies.Percentile(1), counted, counted + (counted / 1000));
    }

    [Fact]
    public void Without_values_every_percentile_is_zero() => Assert.Equal(0, new Latencies().Percentile(0.99));

    [Fact]
    public void Concurrent_records_are_all_counted()
    {
        var latencies = new Latencies();
        Parallel.For(0, 100_000, i => latencies.Record(i % 1000));
        Assert.Equal(100_000, latencies.Count);
        Assert.InRange(latencies.Percentile(0.5), 499, 500);
    }
}
