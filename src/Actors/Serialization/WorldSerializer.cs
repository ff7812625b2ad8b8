using System.Buffers;
using System.Runtime.Serialization;
using Actors.Clustering;
using Actors.Serialization.Formats;
using Akka.Actor;
using Akka.Serialization;
using MessagePack;

namespace Actors.Serialization;

/// <summary>
/// Writes and reads all our messages between nodes, in MessagePack, by the tables in <see cref="WireMessages"/>. Whatever the bytes are, reading them returns a message
/// from those tables or throws a <see cref="SerializationException"/>.
/// </summary>
public sealed class WorldSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Written with every message, so it never changes. Akka's own identifiers are below 100.</summary>
    public const int Id = 4201;

    /// <summary>A buffer that has grown beyond this, which is more than remoting carries, is released.</summary>
    private const int MaxKeptBytes = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly MessagePackSerializerOptions _options = WireOptions.For(system);

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <inheritdoc/>
    public override string Manifest(object o) => Line(o).Code;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        var message = Line(obj);
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        try
        {
            var writer = new MessagePackWriter(buffer);
            message.Write(ref writer, obj, _options);
            writer.Flush();
            RemotingMetrics.Instance.Sent(message.Code, buffer.WrittenCount);
            return buffer.WrittenSpan.ToArray();
        }
        catch (Exception wrong) when (wrong is not SerializationException)
        {
            throw new SerializationException($"A {message.Code} cannot be written.", wrong);
        }
        finally
        {
            if (buffer.Capacity > MaxKeptBytes)
                _buffer = null;
        }
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var message = WireMessages.Find(manifest) ?? throw new SerializationException("There is no message of that manifest.");
        try
        {
            var reader = new MessagePackReader(bytes);
            var read = message.Read(ref reader, _options);
            RemotingMetrics.Instance.Received(message.Code, bytes.Length);
            return reader.End ? read : throw new SerializationException($"There are bytes behind a {manifest}.");
        }
        catch (Exception wrong) when (wrong is not SerializationException)
        {
            // The sender's bytes decide which exception it is. Whichever it is, the fault is the sender's and not this node's.
            throw new SerializationException($"That is no {manifest}.", wrong);
        }
    }

    private static WireType Line(object message) =>
        WireMessages.Find(message.GetType()) ?? throw new SerializationException($"{message.GetType().Name} is in no table of what travels.");
}
