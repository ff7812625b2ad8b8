using Actors.Serialization;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Tests.Serialization.Kit;

/// <summary>Actor systems with our serializers, reached over loopback on a port of the kernel's choice.</summary>
internal static class Systems
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString("""
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          loggers = []
          actor.provider = remote
          coordinated-shutdown.exit-clr = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          remote.dot-netty.tcp { hostname = "127.0.0.1"
            port = 0 }
        }
        """);

    public static ExtendedActorSystem Remote(string name = "world", string more = "") =>
        (ExtendedActorSystem)ActorSystem.Create(name, WorldSerialization.Config.WithFallback(ConfigurationFactory.ParseString(more)).WithFallback(Quiet));

    /// <summary>A system with Akka's own serializers only.</summary>
    public static ActorSystem Stranger() => ActorSystem.Create("stranger", Quiet);
}

/// <summary>One actor system for all tests of a class.</summary>
public sealed class RemoteSystem : IAsyncLifetime
{
    internal ExtendedActorSystem System { get; } = Systems.Remote();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => System.Terminate();
}
