using Actors.Streams;
using Akka.Actor;
using Akka.Serialization;
using Akka.Streams;
using Akka.Streams.Serialization;
using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>The source ref of a stream of frames, as Akka.Streams itself writes it, with that serializer's manifest. No other serializer is used, whatever the bytes say.</summary>
internal sealed class SourceRefFormatter : IMessagePackFormatter<ISourceRef<FrameBatch>?>
{
    private readonly Lazy<StreamRefSerializer> _streams;

    public SourceRefFormatter(ExtendedActorSystem system) => _streams = new(() => new StreamRefSerializer(system));

    public void Serialize(ref MessagePackWriter writer, ISourceRef<FrameBatch>? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }
        writer.WriteArrayHeader(2);
        writer.Write(_streams.Value.Manifest(value));
        writer.Write(_streams.Value.ToBinary(value));
    }

    public ISourceRef<FrameBatch>? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
            return null;
        if (reader.ReadArrayHeader() != 2 || reader.ReadString() is not { } manifest || ByteArrayFormatter.Instance.Deserialize(ref reader, options) is not { } bytes)
            throw new MessagePackSerializationException("The end of a stream is a manifest and its bytes.");
        return _streams.Value.FromBinary(bytes, manifest) as ISourceRef<FrameBatch> ?? throw new MessagePackSerializationException("That is no stream of frames.");
    }
}
