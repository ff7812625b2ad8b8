using Actors.Channels;
using Actors.Gateway.Codecs;

namespace Actors.Gateway.Dialects.Native.Writing;

internal sealed class JsonNativeWriter : NativeWriter
{
    private readonly JsonText _text = new();
    private bool _hasBefore;

    public override EncodedMessage ToMessage()
    {
        _hasBefore = false;
        return _text.ToMessage();
    }

    public override NativeWriter Map(int fields) => Open("{"u8);

    public override NativeWriter Row(int columns) => Open("{"u8);

    public override NativeWriter List(int count) => Open("["u8);

    public override NativeWriter EndMap() => Close("}"u8);

    public override NativeWriter EndList() => Close("]"u8);

    public override NativeWriter Field(ReadOnlySpan<byte> name)
    {
        _text.Raw(_hasBefore ? ",\""u8 : "\""u8).Raw(name).Raw("\":"u8);
        _hasBefore = false;
        return this;
    }

    public override NativeWriter Name(string name) => Field(System.Text.Json.JsonEncodedText.Encode(name).EncodedUtf8Bytes);

    public override NativeWriter Column(ReadOnlySpan<byte> name) => Field(name);

    public override NativeWriter Coded(ReadOnlySpan<byte> name, byte code) => Field(name);

    public override NativeWriter Kind(ReadOnlySpan<byte> name, byte code) => Ascii(name);

    public override NativeWriter Text(string? value)
    {
        Value().Text(value);
        return this;
    }

    public override NativeWriter Ascii(ReadOnlySpan<byte> value)
    {
        Value().Raw("\""u8).Raw(value).Raw("\""u8);
        return this;
    }

    public override NativeWriter Number(long value)
    {
        Value().Number(value);
        return this;
    }

    public override NativeWriter Id(long value)
    {
        Value().Raw("\""u8).Number(value).Raw("\""u8);
        return this;
    }

    public override NativeWriter Double(double value)
    {
        Value().Double(value);
        return this;
    }

    public override NativeWriter Milli(int thousandths)
    {
        Value().Milli(thousandths);
        return this;
    }

    public override NativeWriter Micro(long millionths)
    {
        Value().Micro(millionths);
        return this;
    }

    public override NativeWriter Bool(bool value)
    {
        Value().Bool(value);
        return this;
    }

    public override NativeWriter Encoded(ReadOnlySpan<byte> value)
    {
        Value().Raw(value);
        return this;
    }

    public override NativeWriter Json(string value) => Encoded(System.Text.Encoding.UTF8.GetBytes(value));

    private JsonText Value()
    {
        if (_hasBefore)
            _text.Raw(","u8);
        _hasBefore = true;
        return _text;
    }

    private JsonNativeWriter Open(ReadOnlySpan<byte> bracket)
    {
        Value().Raw(bracket);
        _hasBefore = false;
        return this;
    }

    private JsonNativeWriter Close(ReadOnlySpan<byte> bracket)
    {
        _text.Raw(bracket);
        _hasBefore = true;
        return this;
    }
}
