using System.Buffers;
using System.Globalization;
using System.Text;

namespace Actors.Metrics;

/// <summary>Writes the text format 0.0.4, line by line.</summary>
internal readonly ref struct PrometheusText(IBufferWriter<byte> output)
{
    /// <summary>Longer than any number in either form.</summary>
    private const int NumberBytes = 32;

    public void Header(string name, string type, string? help)
    {
        if (!string.IsNullOrEmpty(help))
        {
            Write("# HELP "u8);
            Write(name);
            Write(" "u8);
            Write(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
            Write("\n"u8);
        }
        Write("# TYPE "u8);
        Write(name);
        Write(" "u8);
        Write(type);
        Write("\n"u8);
    }

    /// <summary>Everything of a sample but its value.</summary>
    public void Sample(string name, string suffix, string labels)
    {
        Write(name);
        Write(suffix);
        if (labels.Length > 0)
        {
            Write("{"u8);
            Write(labels);
            Write("}"u8);
        }
        Write(" "u8);
    }

    public void Bucket(string name, string labels, double upperBound)
    {
        Write(name);
        Write("_bucket{"u8);
        if (labels.Length > 0)
        {
            Write(labels);
            Write(","u8);
        }
        Write("le=\""u8);
        Number(upperBound);
        Write("\"} "u8);
    }

    public void Value(long value)
    {
        value.TryFormat(output.GetSpan(NumberBytes), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        Write("\n"u8);
    }

    public void Value(double value)
    {
        Number(value);
        Write("\n"u8);
    }

    private void Number(double value)
    {
        if (double.IsNaN(value))
        {
            Write("NaN"u8);
        }
        else if (double.IsInfinity(value))
        {
            Write(value > 0 ? "+Inf"u8 : "-Inf"u8);
        }
        else
        {
            value.TryFormat(output.GetSpan(NumberBytes), out var written, default, CultureInfo.InvariantCulture);
            output.Advance(written);
        }
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);

    private void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
