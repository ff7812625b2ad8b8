namespace Actors.Metrics;

/// <summary>The value, or the distribution, of one metric with one combination of labels. Any thread.</summary>
internal sealed class Series(LabelSet labels, double[]? bounds)
{
    private readonly long[]? _buckets = bounds is null ? null : new long[bounds.Length + 1];
    private long _whole;
    private double _fraction;

    public LabelSet Labels => labels;

    /// <summary>The scrape in which it was last observed; of what is observed, not pushed.</summary>
    public long Observed { get; set; }

    public void Add(long value) => Interlocked.Add(ref _whole, value);

    public void Add(double value)
    {
        var before = Volatile.Read(ref _fraction);
        while (true)
        {
            var seen = Interlocked.CompareExchange(ref _fraction, before + value, before);
            // By bits, since a value that is not a number is never equal to itself.
            if (BitConverter.DoubleToInt64Bits(seen) == BitConverter.DoubleToInt64Bits(before))
                return;
            before = seen;
        }
    }

    public void Set(long value)
    {
        Volatile.Write(ref _fraction, 0);
        Volatile.Write(ref _whole, value);
    }

    public void Set(double value)
    {
        Volatile.Write(ref _whole, 0);
        Volatile.Write(ref _fraction, value);
    }

    /// <summary>Puts a value into the first bucket whose bound it does not pass.</summary>
    public void Distribute(double value)
    {
        if (double.IsNaN(value))
            return;
        var at = 0;
        while (at < bounds!.Length && value > bounds[at])
            at++;
        Interlocked.Increment(ref _buckets![at]);
        Add(value);
    }

    public void Write(PrometheusText text, string name)
    {
        if (_buckets is null)
        {
            text.Sample(name, "", labels.Text);
            WriteValue(text);
            return;
        }
        // Counted from the buckets themselves: a measurement that happens meanwhile cannot make the parts differ from the whole.
        long count = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            count += Volatile.Read(ref _buckets[i]);
            text.Bucket(name, labels.Text, i < bounds!.Length ? bounds[i] : double.PositiveInfinity);
            text.Value(count);
        }
        text.Sample(name, "_sum", labels.Text);
        WriteValue(text);
        text.Sample(name, "_count", labels.Text);
        text.Value(count);
    }

    private void WriteValue(PrometheusText text)
    {
        var (whole, fraction) = (Volatile.Read(ref _whole), Volatile.Read(ref _fraction));
        if (fraction == 0)
            text.Value(whole);
        else
            text.Value(whole + fraction);
    }
}
