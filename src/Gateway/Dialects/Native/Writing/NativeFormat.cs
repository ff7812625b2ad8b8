namespace Actors.Gateway.Dialects.Native.Writing;

/// <summary>One of the two encodings, by its subprotocol.</summary>
public sealed class NativeFormat
{
    /// <summary>Text messages.</summary>
    public static readonly NativeFormat Json = new("actors.v1.json", "native", static () => new JsonNativeWriter());

    /// <summary>Binary messages.</summary>
    public static readonly NativeFormat MessagePack = new("actors.v1.msgpack", "native-msgpack", static () => new PackNativeWriter());

    private readonly Func<NativeWriter> _write;

    private NativeFormat(string subprotocol, string name, Func<NativeWriter> write)
    {
        Subprotocol = subprotocol;
        Name = name;
        _write = write;
    }

    /// <summary>The subprotocol with which a client asks for it in its handshake.</summary>
    public string Subprotocol { get; }

    /// <summary>The name in logs and metrics.</summary>
    public string Name { get; }

    internal NativeWriter Write() => _write();
}
