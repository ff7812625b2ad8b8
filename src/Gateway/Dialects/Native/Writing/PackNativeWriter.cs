using System.Text;
using System.Text.Json;
using Actors.Channels;
using Actors.Codecs.MessagePack;

namespace Actors.Gateway.Dialects.Native.Writing;

internal sealed class PackNativeWriter : NativeWriter
{
    private byte[] _buffer = new byte[512];
    private int _at;

    public override EncodedMessage ToMessage()
    {
        var message = EncodedMessage.Copy(_buffer.AsSpan(0, _at), isText: false);
        _at = 0;
        return message;
    }

    public override NativeWriter Map(int fields)
    {
        var writer = Reserve(0);
        return Took(writer.WriteMapHeader(fields), writer);
    }

    public override NativeWriter Row(int columns) => List(columns);

    public override NativeWriter List(int count)
    {
        var writer = Reserve(0);
        return Took(writer.WriteArrayHeader(count), writer);
    }

    public override NativeWriter EndMap() => this;

    public override NativeWriter EndList() => this;

    public override NativeWriter Field(ReadOnlySpan<byte> name) => Ascii(name);

    public override NativeWriter Column(ReadOnlySpan<byte> name) => this;

    public override NativeWriter Coded(ReadOnlySpan<byte> name, byte code) => Number(code);

    public override NativeWriter Kind(ReadOnlySpan<byte> name, byte code) => Number(code);

    public override NativeWriter Name(string name) => Text(name);

    public override NativeWriter Text(string? value)
    {
        if (value is null)
        {
            var nil = Reserve(0);
            return Took(nil.WriteNil(), nil);
        }
        var writer = Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        return Took(writer.WriteString(value), writer);
    }

    public override NativeWriter Ascii(ReadOnlySpan<byte> value)
    {
        var writer = Reserve(value.Length);
        return Took(writer.WriteText(value), writer);
    }

    public override NativeWriter Number(long value)
    {
        var writer = Reserve(0);
        return Took(writer.WriteInt64(value), writer);
    }

    public override NativeWriter Id(long value) => Number(value);

    public override NativeWriter Double(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue)
            return Number((long)value);
        var writer = Reserve(0);
        return Took(writer.WriteDouble(value), writer);
    }

    public override NativeWriter Milli(int thousandths) => Number(thousandths);

    public override NativeWriter Micro(long millionths) => Number(millionths);

    public override NativeWriter Bool(bool value)
    {
        var writer = Reserve(0);
        return Took(writer.WriteBoolean(value), writer);
    }

    public override NativeWriter Encoded(ReadOnlySpan<byte> value)
    {
        var writer = Reserve(value.Length);
        return Took(writer.WriteRaw(value), writer);
    }

    public override NativeWriter Json(string value)
    {
        using var document = JsonDocument.Parse(value);
        return Json(document.RootElement);
    }

    private MessagePackWriter Reserve(int payload)
    {
        var needed = _at + MessagePackWriter.MaxHeadBytes + payload;
        if (_buffer.Length < needed)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, needed));
        return new MessagePackWriter(_buffer.AsSpan(_at));
    }

    private PackNativeWriter Took(bool fitted, in MessagePackWriter writer)
    {
        if (!fitted)
            throw new InvalidOperationException("The reserve is too small.");
        _at += writer.Written;
        return this;
    }
}
