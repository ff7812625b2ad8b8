using System.Text.Json;
using Actors.Channels;

namespace Actors.Gateway.Dialects.Native.Writing;

/// <summary>
/// Writes a message of the native protocol in one of its encodings, so that each message is described once. A map has the names of its fields in both. A row, for what is
/// sent at every tick, is a map in JSON, and in MessagePack an array of the same values in the same order.
/// </summary>
internal abstract class NativeWriter
{
    /// <summary>Ends the message and begins the next.</summary>
    public abstract EncodedMessage ToMessage();

    public abstract NativeWriter Map(int fields);

    public abstract NativeWriter Row(int columns);

    public abstract NativeWriter List(int count);

    /// <summary>Ends a map or a row.</summary>
    public abstract NativeWriter EndMap();

    public abstract NativeWriter EndList();

    /// <summary>The name of a map's next value.</summary>
    public abstract NativeWriter Field(ReadOnlySpan<byte> name);

    /// <summary>The name of a row's next value.</summary>
    public abstract NativeWriter Column(ReadOnlySpan<byte> name);

    /// <summary>A name that MessagePack knows by its number.</summary>
    public abstract NativeWriter Coded(ReadOnlySpan<byte> name, byte code);

    /// <summary>The kind of a message that is a row.</summary>
    public abstract NativeWriter Kind(ReadOnlySpan<byte> name, byte code);

    /// <summary>A text, or null.</summary>
    public abstract NativeWriter Text(string? value);

    public abstract NativeWriter Ascii(ReadOnlySpan<byte> value);

    public abstract NativeWriter Number(long value);

    /// <summary>A player's number: text in JSON, because JSON numbers are not integers everywhere.</summary>
    public abstract NativeWriter Id(long value);

    public abstract NativeWriter Double(double value);

    /// <summary>Thousandths: a decimal in JSON, unchanged in MessagePack.</summary>
    public abstract NativeWriter Milli(int thousandths);

    /// <summary>Millionths: a decimal in JSON, unchanged in MessagePack.</summary>
    public abstract NativeWriter Micro(long millionths);

    public abstract NativeWriter Bool(bool value);

    /// <summary>A value that has been written already, in the same encoding.</summary>
    public abstract NativeWriter Encoded(ReadOnlySpan<byte> value);

    /// <summary>A value that is JSON already, in this encoding.</summary>
    public abstract NativeWriter Json(string value);

    /// <summary>A value of JSON, in this encoding.</summary>
    public NativeWriter Json(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Map(value.GetPropertyCount());
                foreach (var property in value.EnumerateObject())
                    Name(property.Name).Json(property.Value);
                return EndMap();
            case JsonValueKind.Array:
                List(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                    Json(item);
                return EndList();
            case JsonValueKind.String:
                return Text(value.GetString());
            case JsonValueKind.Number:
                return value.TryGetInt64(out var whole) ? Number(whole) : Double(value.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return Bool(value.GetBoolean());
            default:
                return Text(null);
        }
    }

    /// <summary>The name of a map's next value; anybody may have chosen it.</summary>
    public abstract NativeWriter Name(string name);

    public NativeWriter Texts(IReadOnlyCollection<string> values)
    {
        List(values.Count);
        foreach (var value in values)
            Text(value);
        return EndList();
    }

    public NativeWriter Numbers(List<long> values)
    {
        List(values.Count);
        foreach (var value in values)
            Number(value);
        return EndList();
    }
}
