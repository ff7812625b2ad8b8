using System.Runtime.Serialization;
using System.Text;
using Actors.Rooms;
using Actors.Serialization;
using Actors.Serialization.Formats;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Tests.Serialization;

public sealed class RefusingSerializerTests(RemoteSystem remote) : IClassFixture<RemoteSystem>
{
    private const int Json = 1;

    private Akka.Serialization.Serialization Serialization => remote.System.Serialization;

    [Fact]
    public void Every_configured_serializer_and_bound_type_exists()
    {
        var actor = remote.System.Settings.Config.GetConfig("akka.actor");
        var serializers = actor.GetConfig("serializers").AsEnumerable().ToDictionary(static line => line.Key, static line => line.Value.GetString());
        Assert.All(serializers.Values, static name => Assert.NotNull(Type.GetType(name)));
        Assert.All(actor.GetConfig("serialization-bindings").AsEnumerable(), line =>
        {
            Assert.True(Type.GetType(line.Key) is not null, line.Key);
            Assert.True(serializers.ContainsKey(line.Value.GetString()), line.Value.GetString());
        });
        Assert.DoesNotContain(serializers.Values, static name => name.Contains("Newtonsoft", StringComparison.OrdinalIgnoreCase) || name.Contains("Hyperion", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_wire_message_uses_WorldSerializer() =>
        Assert.All(WireMessages.All, message => Assert.Equal(WorldSerializer.Id, Serialization.FindSerializerForType(message.Type).Identifier));

    [Fact]
    public void A_message_without_a_bound_serializer_is_rejected()
    {
        Assert.Throws<SerializationException>(() => Serialization.Serialize(new Uri("http://localhost")));
        Assert.Throws<SerializationException>(() => Serialization.Serialize(new { Name = "anonymous" }));
        Assert.Throws<SerializationException>(() => Serialization.Serialize(new Look()));
    }

    [Fact]
    public void JSON_with_a_type_name_is_rejected()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"$type":"System.IO.FileInfo, System.Private.CoreLib","fileName":"x"}""");
        Assert.Throws<SerializationException>(() => Serialization.Deserialize(bytes, Json, "System.Object"));
        Assert.Throws<SerializationException>(() => Serialization.Deserialize(bytes, Json, typeof(FileInfo)));
        Assert.Throws<SerializationException>(() => Serialization.Deserialize(bytes, Json, ""));
    }

    [Fact]
    public void An_ActorSystem_without_JSON_settings_starts()
    {
        using var system = ActorSystem.Create("bare", WorldSerialization.Config.WithFallback(ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")));
        Assert.Throws<SerializationException>(() => system.Serialization.Serialize(new Uri("http://localhost")));
    }

    [Fact]
    public void Akkas_own_messages_have_serializers() => Assert.All(AkkaMessages(), message =>
    {
        var serializer = Serialization.FindSerializerFor(message);
        Assert.IsNotType<RefusingSerializer>(serializer);
        var manifest = serializer is Akka.Serialization.SerializerWithStringManifest named ? named.Manifest(message) : serializer.IncludeManifest ? message.GetType().AssemblyQualifiedName! : "";
        Assert.NotNull(Serialization.Deserialize(Serialization.Serialize(message), serializer.Identifier, manifest));
    });

    private object[] AkkaMessages() =>
    [
        "text", 1, 2L, new byte[] { 1 },
        new Identify("who"), new ActorIdentity("who", remote.System.DeadLetters), PoisonPill.Instance, Kill.Instance,
        new Status.Success("done"), new Status.Failure(new InvalidOperationException("failed")),
        new ActorSelectionMessage("text", [new SelectChildName("user")]),
        new Akka.Cluster.Tools.PublishSubscribe.Publish("topic", new SaidToAll(new PlayerId(1), "a", "b")),
        new Akka.Cluster.Tools.PublishSubscribe.Send("/user/a", new SaidToAll(new PlayerId(1), "a", "b")),
    ];
}
