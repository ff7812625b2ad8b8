using YamlDotNet.RepresentationModel;

namespace Actors.System.Tests;

/// <summary>
/// What deploy/compose.yaml starts, without containers: the published programs with its environment and its secrets, a PostgreSQL, and nginx with its configuration.
/// Only the addresses are this machine's.
/// </summary>
public sealed class DeployedCluster : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-deployed-").FullName;
    private readonly Dictionary<string, ServerProcess> _nodes = [];
    private readonly PostgresServer _postgres = new();

    internal ServerProcess this[string node] => _nodes[node];

    internal Nginx Proxy { get; private set; } = null!;

    internal string GatewayDirectory => Path.Combine(_directory, "gateway");

    internal string AdminToken => File.ReadAllText(Path.Combine(Secrets, "admin_token")).Trim();

    private string Secrets => Path.Combine(_directory, "secrets");

    public async Task InitializeAsync()
    {
        await PublishedLayout.PublishAsync("Gateway", GatewayDirectory);
        await PublishedLayout.PublishAsync("Seed", Path.Combine(_directory, "world"));
        await MakeSecretsAsync();
        var services = Yaml.Load("deploy", "compose.yaml").Single().Entries("services").Where(static service => service.Value.At("build") is not null);
        foreach (var (name, service) in services)
        {
            var target = service.Text("build", "target")!;
            var program = Path.Combine(_directory, target, target == "gateway" ? "Actors.Gateway.dll" : "Actors.Seed.dll");
            _nodes[name] = await ServerProcess.StartPublishedAsync(program, EnvironmentOf(service));
        }
        Proxy = await Nginx.StartAsync(Secrets, (gateway, port) => port switch
        {
            8080 => _nodes[gateway].Http.Port,
            3000 => _nodes[gateway].PortOf("main"),
            8000 => _nodes[gateway].PortOf("mud"),
            8765 => _nodes[gateway].PortOf("collector"),
            3001 => _nodes[gateway].PortOf("packets"),
            5000 => _nodes[gateway].PortOf("socketio"),
            _ => throw new ArgumentOutOfRangeException(nameof(port), port, "No listener has this port."),
        });
    }

    public async Task DisposeAsync()
    {
        if (Proxy is not null)
            await Proxy.DisposeAsync();
        foreach (var node in _nodes.Values.Reverse())
            await node.DisposeAsync();
        _postgres.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private Dictionary<string, string> EnvironmentOf(YamlNode service)
    {
        var environment = service.Entries("environment").ToDictionary(static variable => variable.Key, static variable => variable.Value.Text()!);
        foreach (var (name, value) in environment)
        {
            if (name == "Actors__Content")
                environment[name] = Repository.PathOf("content");
            else if (value.StartsWith("/run/secrets", StringComparison.Ordinal))
                environment[name] = value.Replace("/run/secrets", Secrets, StringComparison.Ordinal);
            else if (service.List("secrets").FirstOrDefault(secret => secret.Text("target") == value) is { } certificate)
                environment[name] = Path.Combine(Secrets, "cluster", certificate.Text("source")!);
            else if (name.EndsWith("__Address", StringComparison.Ordinal) || name.EndsWith("__Advertise", StringComparison.Ordinal))
                environment[name] = "127.0.0.1";
        }
        var isGateway = service.Text("build", "target") == "gateway";
        foreach (var port in (string[])["Http", "Cluster__Link", "WebSockets__main", "WebSockets__mud", "WebSockets__collector", "WebSockets__packets", "SocketIO", "Datagram"])
        {
            var name = $"Actors__{port}__Port";
            if (OptionNames.Wrong(isGateway, name, "0") is null)
                environment[name] = "0";
        }
        return environment;
    }

    /// <summary>Runs the scripts in a place of their own; but the database is the test's, and certificates name this machine: the scripts leave existing files alone.</summary>
    private async Task MakeSecretsAsync()
    {
        foreach (var script in (string[])["make-secrets.sh", "make-certificates.sh"])
            File.Copy(Repository.PathOf("deploy", script), Path.Combine(_directory, script));
        await NodeCertificates.MakeAsync(Path.Combine(Secrets, "cluster"), "world-1=127.0.0.1", "world-2=127.0.0.1", "gateway-1=127.0.0.1", "gateway-2=127.0.0.1");
        await NodeCertificates.RunAsync(Path.Combine(_directory, "make-secrets.sh"));
        var postgres = Path.Combine(Secrets, "Actors__Postgres");
        Assert.StartsWith("Host=postgres;Database=world;", await File.ReadAllTextAsync(postgres), StringComparison.Ordinal);
        File.Delete(postgres);
        await File.WriteAllTextAsync(postgres, _postgres.NewWorld());
    }
}
