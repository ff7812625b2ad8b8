using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Serialization;

/// <summary>
/// Stands where Akka has its JSON serializer, which makes objects of any type that the bytes name: for <see cref="object"/>, and under that serializer's identifier. A message that no
/// serializer is bound to is refused here, at its sender; what a stranger writes as JSON is refused at its receiver.
/// </summary>
public sealed class RefusingSerializer : Akka.Serialization.Serializer
{
    /// <summary>As Akka makes it.</summary>
    public RefusingSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <param name="system">The one whose messages are refused.</param>
    /// <param name="settings">Those of the serializer whose place it takes: Akka hands them over where there are any. Nothing of them is used.</param>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : this(system) => _ = settings;

    /// <summary>That of Akka's JSON serializer.</summary>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw new SerializationException($"No serializer is bound to {obj.GetType()}: it does not cross nodes.");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("Messages by type name are not read.");
}
