using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;

namespace Actors.Clustering;

/// <summary>
/// Akka's transport, without its reaction to a failed TLS handshake with a peer that <em>this</em> node called: it runs the coordinated shutdown of the whole ActorSystem
/// (akka.net#7839, on purpose, for nodes whose own certificate is wrong). Ours is checked at the start. And a handshake also fails when the other end is killed, paused or
/// cut off half-way, or presents a bad certificate, none of which may end a healthy node. Here the association fails and is retried, as without TLS.
/// <para>
/// There is no setting for it, and no hook in the pipeline. The transport finds the shutdown through its <c>System</c>, which it otherwise uses only for the name and for
/// loggers. So after construction that property is set to a stand-in: an idle ActorSystem with the same name, whose coordinated shutdown does nothing. A test checks that it works.
/// </para>
/// </summary>
public sealed class ClusterTlsTransport : Transport
{
    private const string Quiet = """
        akka.actor.provider = local
        akka.loggers = []
        akka.stdout-loglevel = OFF
        akka.coordinated-shutdown.terminate-actor-system = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off
        """;

    private readonly Transport _akkas;
    private readonly ActorSystem _standIn;

    /// <summary>Called by Akka.</summary>
    public ClusterTlsTransport(ActorSystem system, Config config)
    {
        var type = Type.GetType("Akka.Remote.Transport.DotNetty.TcpTransport, Akka.Remote", throwOnError: true)!;
        _akkas = (Transport)Activator.CreateInstance(type, system, config)!;
        _standIn = ActorSystem.Create(system.Name, ConfigurationFactory.ParseString($"akka.loglevel = {system.Settings.LogLevel}\n{Quiet}"));
        _standIn.EventStream.Subscribe(_standIn.ActorOf(Props.Create(() => new Forwarder(system.EventStream))), typeof(LogEvent));
        typeof(Transport).GetProperty(nameof(System), BindingFlags.Instance | BindingFlags.Public)!.SetValue(_akkas, _standIn);
        (System, Config) = (system, config);
    }

    /// <inheritdoc/>
    public override string SchemeIdentifier => _akkas.SchemeIdentifier;

    /// <inheritdoc/>
    public override long MaximumPayloadBytes => _akkas.MaximumPayloadBytes;

    /// <inheritdoc/>
    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen() => _akkas.Listen();

    /// <inheritdoc/>
    public override bool IsResponsibleFor(Address remote) => _akkas.IsResponsibleFor(remote);

    /// <inheritdoc/>
    public override Task<AssociationHandle> Associate(Address remoteAddress) => _akkas.Associate(remoteAddress);

    /// <inheritdoc/>
    public override Task<bool> ManagementCommand(object message) => _akkas.ManagementCommand(message);

    /// <inheritdoc/>
    public override async Task<bool> Shutdown()
    {
        var isDone = await _akkas.Shutdown();
        await _standIn.Terminate();
        return isDone;
    }

    /// <summary>Publishes the transport's log messages with all others, except its shutdown request.</summary>
    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(LoggingBus log) =>
            Receive<LogEvent>(entry =>
            {
                if (entry.LogClass != typeof(CoordinatedShutdown))
                    log.Publish(entry);
            });
    }
}
