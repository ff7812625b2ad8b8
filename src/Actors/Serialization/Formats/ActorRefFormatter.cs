using Akka.Actor;
using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>An actor ref as its path, with the address at which other nodes reach it. A ref to a stopped actor is still a ref: messages to it become dead letters.</summary>
internal sealed class ActorRefFormatter(ExtendedActorSystem system) : IMessagePackFormatter<IActorRef?>
{
    public void Serialize(ref MessagePackWriter writer, IActorRef? value, MessagePackSerializerOptions options)
    {
        if (value is null)
            writer.WriteNil();
        else
            writer.Write(Akka.Serialization.Serialization.SerializedActorPath(value));
    }

    public IActorRef? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        reader.ReadString() is { } path ? system.Provider.ResolveActorRef(path) : null;
}
