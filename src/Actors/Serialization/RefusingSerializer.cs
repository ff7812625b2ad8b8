using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Serialization;

/// <summary>
/// Replaces Akka's JSON serializer, which creates objects of any type that the bytes name: for <see cref="object"/>, and under that serializer's identifier. A message that no
/// serializer is bound to is refused here at its sender; JSON that an outsider has written is refused at its receiver.
/// </summary>
public sealed class RefusingSerializer : Akka.Serialization.Serializer
{
    /// <summary>Called by Akka.</summary>
    public RefusingSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <param name="system">The ActorSystem whose messages are refused.</param>
    /// <param name="settings">The settings of the serializer that it replaces, which Akka passes if there are any. They are not used.</param>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : this(system) => _ = settings;

    /// <summary>The identifier of Akka's JSON serializer.</summary>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw new SerializationException($"No serializer is bound to {obj.GetType()}: it does not cross nodes.");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("Messages by type name are not read.");
}
