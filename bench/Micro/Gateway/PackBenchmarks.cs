using System.Buffers;
using System.Text.Unicode;
using Actors.Codecs.MessagePack;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Library = MessagePack;

namespace Actors.Bench.Micro.Gateway;

/// <summary>The gateway's own MessagePack against MessagePack-CSharp, for the gateway's uses; docs/architecture.md says why it has its own.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class PackBenchmarks
{
    private const int Rows = 25;

    private static readonly byte[] Input = Convert.FromHexString("84a474797065a46d6f7665a3736571cd04d2a178cb3fe6a09e667f3bcda179cbbfe6a09e667f3bcd");
    private static readonly byte[] Broken = Input[..^3];

    private readonly byte[] _buffer = new byte[4096];
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    /// <summary>
    /// Rows of a state, each value with its own writer over the rest of the buffer: a dialect's writer is a class, and cannot hold a ref struct.
    /// </summary>
    [BenchmarkCategory("rows of a state"), Benchmark(Baseline = true)]
    public int Write()
    {
        var at = 0;
        Array(ref at, Rows);
        for (var row = 0; row < Rows; row++)
        {
            Array(ref at, 6);
            Number(ref at, 1000 + row);
            Number(ref at, 123_456 + row);
            Number(ref at, -98_765 - row);
            Number(ref at, 3142);
            Number(ref at, 100);
            Text(ref at, "plaza"u8);
        }
        return at;
    }

    [BenchmarkCategory("rows of a state"), Benchmark]
    public int LibraryWrite()
    {
        _output.ResetWrittenCount();
        LibraryArray(Rows);
        for (var row = 0; row < Rows; row++)
        {
            LibraryArray(6);
            LibraryNumber(1000 + row);
            LibraryNumber(123_456 + row);
            LibraryNumber(-98_765 - row);
            LibraryNumber(3142);
            LibraryNumber(100);
            LibraryText("plaza"u8);
        }
        return _output.WrittenCount;
    }

    /// <summary>With one writer for all: how it would be if the dialects' writers were rebuilt around it.</summary>
    [BenchmarkCategory("rows of a state"), Benchmark]
    public int LibraryWriteInOne()
    {
        _output.ResetWrittenCount();
        var writer = new Library.MessagePackWriter(_output);
        writer.WriteArrayHeader(Rows);
        for (var row = 0; row < Rows; row++)
        {
            writer.WriteArrayHeader(6);
            writer.Write(1000L + row);
            writer.Write(123_456L + row);
            writer.Write(-98_765L - row);
            writer.Write(3142L);
            writer.Write(100L);
            writer.WriteString("plaza"u8);
        }
        writer.Flush();
        return _output.WrittenCount;
    }

    /// <summary>A client's input: a map of four, keys and values.</summary>
    [BenchmarkCategory("an input"), Benchmark(Baseline = true)]
    public double Read()
    {
        var reader = new MessagePackReader(Input);
        reader.TryReadMapHeader(out var fields);
        var sum = 0.0;
        for (; fields > 0; fields--)
        {
            reader.TryReadText(out var key);
            if (key.SequenceEqual("type"u8))
                reader.TryReadText(out _);
            else if (reader.TryReadDouble(out var number))
                sum += number;
        }
        return sum;
    }

    /// <summary>After validating the whole message, because the library would throw on a bad one.</summary>
    [BenchmarkCategory("an input"), Benchmark]
    public double LibraryReadGuarded() => new MessagePackReader(Input).TrySkip() ? LibraryRead() : 0;

    /// <summary>From a copy: it reads memory, and data from a socket is a span.</summary>
    [BenchmarkCategory("an input"), Benchmark]
    public double LibraryRead()
    {
        Input.CopyTo(_buffer, 0);
        var reader = new Library.MessagePackReader(_buffer.AsMemory(0, Input.Length));
        var sum = 0.0;
        for (var fields = reader.ReadMapHeader(); fields > 0; fields--)
        {
            reader.TryReadStringSpan(out var key);
            if (!Utf8.IsValid(key))
                return 0;
            if (key.SequenceEqual("type"u8) && reader.TryReadStringSpan(out var type) && !Utf8.IsValid(type))
                return 0;
            else if (reader.NextMessagePackType is Library.MessagePackType.Integer or Library.MessagePackType.Float)
                sum += reader.ReadDouble();
        }
        return sum;
    }

    /// <summary>A message that is cut off, as anybody can send it.</summary>
    [BenchmarkCategory("a broken input"), Benchmark(Baseline = true)]
    public bool Refuse()
    {
        var reader = new MessagePackReader(Broken);
        return reader.TrySkip();
    }

    [BenchmarkCategory("a broken input"), Benchmark]
    public bool LibraryRefuse()
    {
        var reader = new Library.MessagePackReader(Broken);
        try
        {
            reader.Skip();
            return true;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    private void Array(ref int at, int count)
    {
        var writer = new MessagePackWriter(_buffer.AsSpan(at));
        writer.WriteArrayHeader(count);
        at += writer.Written;
    }

    private void Number(ref int at, long value)
    {
        var writer = new MessagePackWriter(_buffer.AsSpan(at));
        writer.WriteInt64(value);
        at += writer.Written;
    }

    private void Text(ref int at, ReadOnlySpan<byte> utf8)
    {
        var writer = new MessagePackWriter(_buffer.AsSpan(at));
        writer.WriteText(utf8);
        at += writer.Written;
    }

    private void LibraryArray(int count)
    {
        var writer = new Library.MessagePackWriter(_output);
        writer.WriteArrayHeader(count);
        writer.Flush();
    }

    private void LibraryNumber(long value)
    {
        var writer = new Library.MessagePackWriter(_output);
        writer.Write(value);
        writer.Flush();
    }

    private void LibraryText(ReadOnlySpan<byte> utf8)
    {
        var writer = new Library.MessagePackWriter(_output);
        writer.WriteString(utf8);
        writer.Flush();
    }
}
