namespace Actors.Gateway.Dialects.Native.Writing;

/// <summary>One of the two encodings, by its subprotocol.</summary>
public sealed class NativeFormat
{
    public static readonly NativeFormat Json = new("actors.v1.json", "native", static () => new JsonNativeWriter());

    public static readonly NativeFormat MessagePack = new("actors.v1.msgpack", "native-msgpack", static () => new PackNativeWriter());

    private readonly Func<NativeWriter> _write;

    private NativeFormat(string subprotocol, string name, Func<NativeWriter> write)
    {
        Subprotocol = subprotocol;
        Name = name;
        _write = write;
    }

    public string Subprotocol { get; }

    public string Name { get; }

    internal NativeWriter Write() => _write();
}
