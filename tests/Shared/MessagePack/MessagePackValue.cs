using System.Collections.Immutable;
using Actors.Codecs.MessagePack;

namespace Actors.Tests;

/// <summary>
/// Any value as a tree, for tests that show or compare messages whose shape they do not know. The gateway itself reads with
/// <see cref="MessagePackReader"/>.
/// </summary>
internal abstract record MessagePackValue
{
    private MessagePackValue() { }

    public sealed record Nil : MessagePackValue
    {
        public static Nil Value { get; } = new();
    }

    public sealed record Truth(bool Value) : MessagePackValue;

    public sealed record Integer(long Value) : MessagePackValue;

    /// <summary>Only what does not fit <see cref="Integer"/>.</summary>
    public sealed record HugeInteger(ulong Value) : MessagePackValue;

    public sealed record Float(double Value) : MessagePackValue;

    /// <summary>Bytes of the str family: UTF-8 by the specification, anything from old writers.</summary>
    public sealed record Text(ImmutableArray<byte> Utf8) : MessagePackValue
    {
        public bool Equals(Text? other) => other is not null && Utf8.AsSpan().SequenceEqual(other.Utf8.AsSpan());

        public override int GetHashCode() => HashOf(Utf8.AsSpan());
    }

    public sealed record Binary(ImmutableArray<byte> Bytes) : MessagePackValue
    {
        public bool Equals(Binary? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

        public override int GetHashCode() => HashOf(Bytes.AsSpan());
    }

    public sealed record Extension(sbyte Type, ImmutableArray<byte> Data) : MessagePackValue
    {
        public bool Equals(Extension? other) => other is not null && Type == other.Type && Data.AsSpan().SequenceEqual(other.Data.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Type, HashOf(Data.AsSpan()));
    }

    public sealed record Array(ImmutableArray<MessagePackValue> Items) : MessagePackValue
    {
        public bool Equals(Array? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Length;
    }

    /// <summary>Pairs as they were written, key and value in turn: keys may be anything, and may come twice.</summary>
    public sealed record Map(ImmutableArray<MessagePackValue> KeysAndValues) : MessagePackValue
    {
        public bool Equals(Map? other) => other is not null && KeysAndValues.SequenceEqual(other.KeysAndValues);

        public override int GetHashCode() => KeysAndValues.Length;
    }

    /// <summary>
    /// Reads one whole value. False, with the reason in <see cref="MessagePackReader.Error"/> and the reader where it was,
    /// if it is not whole or is over the reader's limits.
    /// </summary>
    public static bool TryRead(ref MessagePackReader reader, out MessagePackValue value) => MessagePackValueReader.TryRead(ref reader, out value);

    public bool TryWrite(ref MessagePackWriter writer) => MessagePackValueWriter.TryWrite(ref writer, this);

    /// <summary>As JSON, as far as JSON goes; bytes as h'0a0b', extensions as ext(type, h'..').</summary>
    public sealed override string ToString() => MessagePackValuePrinter.Print(this);

    private static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
