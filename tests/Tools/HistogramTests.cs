using Actors.Tools.Common;

namespace Actors.Tools.Tests;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(1_000_003)]
    [InlineData(long.MaxValue)]
    public void A_value_lies_at_most_a_64th_under_its_buckets_top(long value)
    {
        var top = Histogram.TopOf(Histogram.IndexOf(value));
        Assert.InRange(top, value, value > long.MaxValue / 2 ? long.MaxValue : value + (value / 64));
    }

    [Fact]
    public void Buckets_follow_one_another_without_gap_or_overlap()
    {
        for (var i = 0; i < 3000; i++)
        {
            Assert.Equal(i, Histogram.IndexOf(Histogram.TopOf(i)));
            Assert.Equal(i + 1, Histogram.IndexOf(Histogram.TopOf(i) + 1));
        }
    }

    [Fact]
    public void Percentiles_are_those_of_the_sorted_values_within_a_64th()
    {
        var random = new Random(5);
        var histogram = new Histogram();
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 15)).ToArray();
        foreach (var value in values)
            histogram.Record(value);
        Array.Sort(values);
        foreach (var share in (double[])[0.01, 0.5, 0.95, 0.99, 1])
        {
            var exact = values[(int)Math.Ceiling(share * values.Length) - 1];
            Assert.InRange(histogram.Percentile(share), exact, exact + (exact / 64));
        }
        Assert.Equal(values[^1], histogram.Max);
    }

    [Fact]
    public void Without_values_every_percentile_is_zero() => Assert.Equal(0, new Histogram().Percentile(0.99));
}
