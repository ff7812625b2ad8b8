using System.Xml.Linq;
using Actors.Clustering;
using Actors.Gateway.Hosting;
using YamlDotNet.RepresentationModel;

namespace Actors.System.Tests;

/// <summary>The programs understand what deploy/compose.yaml says. That the images are built and run is not tested here.</summary>
public sealed class ComposeTests
{
    private static readonly YamlMappingNode Compose = Yaml.Load("deploy", "compose.yaml").Single();

    private static IEnumerable<(string Name, YamlNode Node, bool IsGateway)> Nodes =>
        Compose.Entries("services").Where(static service => service.Value.At("build") is not null)
            .Select(static service => (service.Key, service.Value, service.Value.Text("build", "target") == "gateway"));

    [Fact]
    public void There_are_a_database_two_world_nodes_two_gateways_and_a_proxy() =>
        Assert.Equal(["postgres", "world-1", "world-2", "gateway-1", "gateway-2", "nginx"], Compose.Entries("services").Select(static service => service.Key));

    [Fact]
    public void Every_option_exists_and_takes_its_value()
    {
        var wrong = from node in Nodes
                    from variable in node.Node.Entries("environment")
                    where variable.Key != "ASPNETCORE_HTTP_PORTS"
                    let problem = OptionNames.Wrong(node.IsGateway, variable.Key, ((YamlScalarNode)variable.Value).Value)
                    where problem is not null
                    select $"{node.Name}: {problem}";
        Assert.Empty(wrong);
        Assert.NotNull(OptionNames.Wrong(true, "Actors__Http__Prot", "1"));
        Assert.NotNull(OptionNames.Wrong(true, "Actors__Http__Port", "many"));
        Assert.NotNull(OptionNames.Wrong(false, "Actors__SocketIO__Port", "1"));
    }

    [Fact]
    public void Every_secret_is_used_by_an_option_and_made_by_the_script()
    {
        var script = File.ReadAllText(Repository.PathOf("deploy", "make-secrets.sh"));
        foreach (var (name, node, isGateway) in Nodes)
        {
            foreach (var secret in node.List("secrets").Select(static secret => secret.Text()).OfType<string>())
            {
                Assert.True(
                    OptionNames.Wrong(isGateway, secret, null) is null || node.Entries("environment").Any(variable => variable.Value.Text() == $"/run/secrets/{secret}"),
                    $"{name} does not read {secret}.");
                Assert.Contains($"put {secret} ", script, StringComparison.Ordinal);
                Assert.Equal($"./secrets/{secret}", Compose.Text("secrets", secret, "file"));
            }
            var certificates = node.List("secrets").Where(static secret => secret.Text() is null).ToDictionary(static secret => secret.Text("target")!, static secret => secret.Text("source")!);
            foreach (var (option, source) in ((string, string)[])[("Certificate", $"{name}.crt"), ("Key", $"{name}.key"), ("Authority", "authority.crt")])
            {
                Assert.Equal(source, certificates[node.Text("environment", $"Actors__Cluster__Link__Tls__{option}")!]);
                Assert.Equal($"./secrets/cluster/{source}", Compose.Text("secrets", source, "file"));
            }
            Assert.Matches($@"make-certificates\.sh secrets/cluster .*\b{name}\b", script);
        }
    }

    [Fact]
    public void Every_node_is_named_after_its_service_and_reachable_by_the_others()
    {
        foreach (var (name, node, _) in Nodes)
        {
            var links = new ClusterLinkOptions
            {
                Address = node.Text("environment", "Actors__Cluster__Link__Address")!,
                Advertise = node.Text("environment", "Actors__Cluster__Link__Advertise"),
                Port = int.Parse(node.Text("environment", "Actors__Cluster__Link__Port")!),
            };
            // Except for the certificates, which are checked above
            Assert.All(links.Problems(), static problem => Assert.StartsWith("Link:Tls ", problem, StringComparison.Ordinal));
            Assert.Equal(name, links.Advertise);
            Assert.Equal(name, node.Text("environment", "Actors__Cluster__Node"));
        }
    }

    [Fact]
    public void Every_node_gets_time_to_hand_over_and_a_health_check_on_its_port()
    {
        foreach (var (name, node, _) in Nodes)
        {
            Assert.True(int.Parse(node.Text("stop_grace_period")!.TrimEnd('s')) > 40, name);
            Assert.Equal(node.Text("environment", "Actors__Http__Port"), node.List("healthcheck", "test").Last().Text());
        }
    }

    [Fact]
    public void The_proxy_lists_every_gateway_at_every_listening_port()
    {
        var conf = File.ReadAllText(Repository.PathOf("deploy", "nginx", "actors.conf"));
        var options = new ServerOptions();
        int[] ports = [options.Http.Port, options.SocketIO.Port, .. options.WebSockets.Values.Select(static listener => listener.Port)];
        foreach (var (name, _, _) in Nodes.Where(static node => node.IsGateway))
        {
            foreach (var port in ports)
                Assert.Contains($"server {name}:{port};", conf, StringComparison.Ordinal);
        }
        var dockerfile = File.ReadAllText(Repository.PathOf("deploy", "Dockerfile"));
        Assert.All(ports, port => Assert.Contains($"{port}", dockerfile[dockerfile.LastIndexOf("EXPOSE", StringComparison.Ordinal)..], StringComparison.Ordinal));
    }

    [Fact]
    public void Gateways_listen_for_the_proxy_on_every_port_and_set_its_connection_limit()
    {
        foreach (var (_, node, _) in Nodes.Where(static node => node.IsGateway))
            Assert.Empty(OptionNames.Unreachable(option => node.Text("environment", option)));
    }

    [Fact]
    public void Every_node_mounts_the_same_world_by_default_the_repositorys()
    {
        foreach (var (name, node, _) in Nodes)
        {
            Assert.Equal("/content", node.Text("environment", "Actors__Content"));
            Assert.True(node.List("volumes").Select(static volume => volume.Text()).SequenceEqual(["${ACTORS_CONTENT:-../content}:/content:ro"]), name);
        }
        Assert.True(File.Exists(Repository.PathOf("deploy", "..", "content", "world.yaml")));
    }

    [Fact]
    public void Each_gateway_publishes_its_own_datagram_port()
    {
        var port = new ServerOptions().Datagram.Port;
        var gateways = Nodes.Where(static node => node.IsGateway).Select(static node => node.Node).ToList();
        Assert.All(gateways, static gateway => Assert.Equal("*", gateway.Text("environment", "Actors__Datagram__Address")));
        var published = gateways.Select(gateway => Assert.Single(gateway.List("ports")).Text()!).ToList();
        Assert.All(published, outside => Assert.EndsWith($":{port}/udp", outside, StringComparison.Ordinal));
        Assert.Equal(published.Count, published.Distinct().Count());
        Assert.Contains($"EXPOSE 8080 3000 3001 8000 8765 5000 7000 {port}/udp", File.ReadAllText(Repository.PathOf("deploy", "Dockerfile")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_the_images_copy_exists() =>
        Assert.All(CopiedTo(static _ => false), static source => Assert.True(Path.Exists(Repository.PathOf(source)), $"There is no {source}."));

    /// <summary>Packages are restored before the sources are there.</summary>
    [Fact]
    public void Every_input_of_the_restore_is_copied_before_it()
    {
        var copied = CopiedTo(static line => line.StartsWith("RUN dotnet restore", StringComparison.Ordinal)).ToList();
        var projects = copied.Where(static source => source.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
        Assert.Contains("src/Gateway/Actors.Gateway.csproj", projects);
        Assert.Contains("src/Seed/Actors.Seed.csproj", projects);
        var needed = projects.SelectMany(Deciding).Where(static file => File.Exists(Repository.PathOf(file))).Distinct();
        Assert.All(needed, file => Assert.True(copied.Exists(source => file == source || file.StartsWith($"{source}/", StringComparison.Ordinal)), $"{file} is not copied."));
    }

    /// <summary>What the first images' directory is given, up to that line.</summary>
    private static IEnumerable<string> CopiedTo(Func<string, bool> isEnd) => File.ReadLines(Repository.PathOf("deploy", "Dockerfile"))
        .TakeWhile(line => !isEnd(line))
        .Where(static line => line.StartsWith("COPY", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
        .SelectMany(static line => line.Split(' ').Skip(1).SkipLast(1).Where(static word => !word.StartsWith("--", StringComparison.Ordinal)));

    /// <summary>The projects that it refers to, its imports, MSBuild's own imports, and the list through which an analyzer is referenced.</summary>
    private static IEnumerable<string> Deciding(string project)
    {
        var directory = Path.GetDirectoryName(project)!;
        var xml = XDocument.Load(Repository.PathOf(project));
        foreach (var named in xml.Descendants("ProjectReference").Attributes("Include").Concat(xml.Descendants("Import").Attributes("Project")))
            yield return Path.GetRelativePath(Repository.Root, Path.GetFullPath(Repository.PathOf(directory, named.Value)));
        yield return $"{directory}/PublicAPI.Shipped.txt";
        for (var above = directory; above is not null; above = Path.GetDirectoryName(above))
        {
            foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
                yield return Path.Combine(above, file);
        }
    }
}
