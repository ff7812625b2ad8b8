using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Actors.Clustering;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote;
using Akka.Remote.Transport.DotNetty;

namespace Actors.Tests.Clustering;

/// <summary>Real ActorSystems on loopback. A stranger accepts anybody's certificate and presents one that it should not have.</summary>
public sealed class ClusterTlsTests : IAsyncLifetime
{
    private const string Host = "localhost";
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-tls-").FullName;
    private readonly List<ActorSystem> _systems = [];
    private readonly TestAuthority _ours;
    private readonly TestAuthority _theirs;

    public ClusterTlsTests()
    {
        _ours = new TestAuthority(_directory, "ours");
        _theirs = new TestAuthority(_directory, "theirs");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_systems.Select(static system => system.Terminate()));
        _ours.Dispose();
        _theirs.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Nodes_of_one_authority_connect_in_both_directions()
    {
        var (a, b) = (Node("a"), Node("b"));
        await HeardAsync(a, b);
        await HeardAsync(b, a);
    }

    [Theory]
    [InlineData("other authority")]
    [InlineData("expired")]
    [InlineData("other host")]
    public async Task A_server_with_a_bad_certificate_is_sent_nothing(string fault)
    {
        var (a, stranger) = (Node("a"), Stranger(fault));
        await RefusedAsync(a, stranger);
    }

    [Theory]
    [InlineData("other authority")]
    [InlineData("expired")]
    public async Task A_client_with_a_bad_certificate_is_rejected(string fault)
    {
        var (a, stranger) = (Node("a"), Stranger(fault));
        await RefusedAsync(stranger, a);
    }

    [Fact]
    public async Task An_ActorSystem_that_rejects_a_certificate_still_reaches_other_nodes()
    {
        var (a, b, stranger) = (Node("a"), Node("b"), Stranger("other authority"));
        await RefusedAsync(a, stranger);
        await HeardAsync(a, b);
        Assert.False(a.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_clients_host_name_is_not_checked()
    {
        // A limit of Akka: see ClusterTls. If this test fails, Akka has changed it.
        var (a, other) = (Node("a"), Stranger("other host"));
        await HeardAsync(other, a);
    }

    [Fact]
    public async Task A_client_without_TLS_is_rejected() => await RefusedAsync(Plain(), Node("a"));

    [Fact]
    public async Task A_server_without_TLS_is_sent_nothing() => await RefusedAsync(Node("a"), Plain());

    [Fact]
    public async Task A_client_without_a_certificate_is_rejected()
    {
        var a = Node("a");
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(Host, Address(a).Port!.Value);
        await using var tls = new SslStream(stranger.GetStream(), false, static (_, _, _, _) => true);
        try
        {
            await tls.AuthenticateAsClientAsync(Host);
            // With TLS 1.3 the rejection comes after the caller's side of the handshake is done.
            Assert.Equal(0, await tls.ReadAsync(new byte[1]));
        }
        catch (IOException)
        {
            // Or the rejection is an alert.
        }
    }

    [Fact]
    public void Bad_certificate_files_are_reported_with_the_reason()
    {
        var (certificate, key) = _ours.Sign("a");
        var broken = Path.Combine(_directory, "broken.pem");
        File.WriteAllText(broken, "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n");
        Assert.Null(Problem(certificate, key, _ours.Authority));
        Assert.Equal("Link:Tls:Key is missing: Certificate, Key and Authority are given together.", Problem(certificate, null, _ours.Authority));
        Assert.Contains("/nowhere.pem cannot be read", Problem("/nowhere.pem", key, _ours.Authority), StringComparison.Ordinal);
        Assert.Contains("broken.pem has no certificate in it", Problem(broken, key, _ours.Authority), StringComparison.Ordinal);
        Assert.Contains("has no certificate in it", Problem(certificate, key, key), StringComparison.Ordinal);
        Assert.Contains("is not the private key of", Problem(certificate, _ours.Sign("a").Key, _ours.Authority), StringComparison.Ordinal);
        Assert.Contains("would not be accepted by nodes with", Problem(certificate, key, _theirs.Authority), StringComparison.Ordinal);
        var (expired, expiredKey) = _ours.Sign("a", days: 0.5);
        Assert.Contains("would not be accepted by nodes with", Problem(expired, expiredKey, _ours.Authority), StringComparison.Ordinal);
        var (other, otherKey) = _ours.Sign("a", names: ["b", "*.example", "ab"]);
        Assert.Contains("does not name this node", Problem(other, otherKey, _ours.Authority), StringComparison.Ordinal);
        var (several, severalKey) = _ours.Sign("x", names: ["b", "A"]);
        Assert.Null(Problem(several, severalKey, _ours.Authority));
    }

    private static string? Problem(string? certificate, string? key, string? authority) =>
        new ClusterLinkOptions { Advertise = "a", Tls = { Certificate = certificate, Key = key, Authority = authority } }.Problems().SingleOrDefault();

    /// <summary>The caller's association fails, and until then the other end has received nothing.</summary>
    private static async Task RefusedAsync(ActorSystem caller, ActorSystem called)
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watcher = caller.ActorOf(Props.Create(() => new Watcher(failed)));
        caller.EventStream.Subscribe(watcher, typeof(AssociationErrorEvent));
        caller.EventStream.Subscribe(watcher, typeof(DisassociatedEvent));
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        called.ActorOf(Props.Create(() => new Watcher(received)), "victim");
        // With the caller's protocol: it has no transport for the other one.
        var address = Address(called).WithProtocol(Address(caller).Protocol);
        caller.ActorSelection(new RootActorPath(address) / "user" / "victim").Tell("hello");
        Assert.Same(failed.Task, await Task.WhenAny(failed.Task, received.Task).Soon());
        // Akka would end the whole ActorSystem of the caller: see ClusterTlsTransport.
        Assert.Null(CoordinatedShutdown.Get(caller).ShutdownReason);
    }

    /// <summary>The caller's messages arrive. It sends them repeatedly: one TLS connection in 25 hangs in DotNetty until it times out, and loses what was queued for it.</summary>
    private static async Task HeardAsync(ActorSystem caller, ActorSystem called)
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var name = "listener-" + Guid.NewGuid();
        called.ActorOf(Props.Create(() => new Watcher(received)), name);
        using var saying = new Cancelable(caller.Scheduler);
        var listener = caller.ActorSelection(new RootActorPath(Address(called)) / "user" / name);
        caller.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(100), listener, "hello", ActorRefs.NoSender, saying);
        await received.Task.Soon();
        saying.Cancel();
    }

    private static Address Address(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    private ActorSystem Node(string name)
    {
        var (certificate, key) = _ours.Sign(name, names: [name, Host]);
        var options = new ClusterTlsOptions { Certificate = certificate, Key = key, Authority = _ours.Authority };
        Assert.True(ClusterTls.TryLoad(options, Host, out var tls, out var problem), problem);
        return Start(tls.ToSetup(), options);
    }

    private ActorSystem Stranger(string fault)
    {
        var (certificate, key) = fault switch
        {
            "other authority" => _theirs.Sign("stranger", names: [Host]),
            "expired" => _ours.Sign("stranger", days: 0.5, names: [Host]),
            _ => _ours.Sign("stranger", names: ["elsewhere"]),
        };
        return Start(
            new DotNettySslSetup(X509Certificate2.CreateFromPemFile(certificate, key), suppressValidation: true, requireMutualAuthentication: true),
            new ClusterTlsOptions { Certificate = certificate, Key = key, Authority = _ours.Authority });
    }

    private ActorSystem Plain() => Start(null, new ClusterTlsOptions());

    private ActorSystem Start(DotNettySslSetup? tls, ClusterTlsOptions options)
    {
        var config = ConfigurationFactory.ParseString("akka.actor.provider = remote\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF")
            .WithFallback(ClusterConfig.Build(new ClusterOptions { Node = "x", Link = { Advertise = Host, Tls = options } }, isGateway: false));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        var system = ActorSystem.Create(ClusterConfig.SystemName, tls is null ? setup : setup.And(tls));
        _systems.Add(system);
        return system;
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(TaskCompletionSource seen) => ReceiveAny(_ => seen.TrySetResult());
    }
}
