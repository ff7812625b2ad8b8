using Actors.Clustering;

namespace Actors.Tests.Clustering;

public sealed class ClusterOptionsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-cluster-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_node_name_is_enough_on_loopback() => Assert.Empty(new ClusterOptions { Node = "world-1" }.Problems());

    [Fact]
    public void Options_without_a_node_name_are_not_validated() =>
        Assert.Empty(new ClusterOptions { Link = { Address = "0.0.0.0" } }.Problems());

    [Fact]
    public void TLS_is_required_off_loopback_and_the_problem_names_the_certificate_script()
    {
        var problem = Assert.Single(new ClusterOptions { Node = "a", Link = { Address = "10.0.0.1", Port = 2552 } }.Problems());
        Assert.StartsWith("Link:Tls is required", problem, StringComparison.Ordinal);
        Assert.Contains("deploy/make-certificates.sh", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_is_required_off_loopback()
    {
        using var authority = new TestAuthority(_directory, "ours");
        var (certificate, key) = authority.Sign("a.example");
        var options = new ClusterOptions
        {
            Node = "a",
            Link = { Address = "0.0.0.0", Advertise = "a.example", Tls = { Certificate = certificate, Key = key, Authority = authority.Authority } },
        };
        Assert.StartsWith("Link:Port", Assert.Single(options.Problems()), StringComparison.Ordinal);
        options.Link.Port = 2552;
        Assert.Empty(options.Problems());
    }

    [Theory]
    [InlineData("Address", "localhost", "must be an IP address")]
    [InlineData("Address", "0.0.0.0", "Link:Advertise must name this host")]
    [InlineData("Advertise", "a.example:2552", "without a port")]
    [InlineData("Seed", "a.example", "is not host:port")]
    [InlineData("Seed", "a.example:0", "is not host:port")]
    [InlineData("Seed", "a b:1", "is not host:port")]
    [InlineData("Hocon", "/nowhere.conf", "cannot be used")]
    public void An_invalid_option_is_reported(string option, string value, string sentence)
    {
        var options = new ClusterOptions { Node = "a" };
        switch (option)
        {
            case "Address":
                options.Link.Address = value;
                break;
            case "Advertise":
                options.Link.Advertise = value;
                break;
            case "Seed":
                options.SeedNodes.Add(value);
                break;
            default:
                options.HoconFile = value;
                break;
        }
        Assert.Contains(options.Problems(), problem => problem.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void BufferBytes_must_hold_MaxMessageBytes() =>
        Assert.StartsWith(
            "Link:BufferBytes",
            Assert.Single(new ClusterOptions { Node = "a", Link = { MaxMessageBytes = 4 << 20 } }.Problems()),
            StringComparison.Ordinal);

    [Fact]
    public void An_invalid_HOCON_file_is_rejected()
    {
        var file = Path.Combine(_directory, "broken.conf");
        File.WriteAllText(file, "akka.cluster.seed-nodes = ${nowhere}");
        Assert.Contains("cannot be used", Assert.Single(new ClusterOptions { Node = "a", HoconFile = file }.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void HostPort_parses_IPv6_addresses_and_host_names()
    {
        Assert.True(HostPort.TryParse("[::1]:2552", out var v6));
        Assert.Equal(new HostPort("::1", 2552), v6);
        Assert.Equal("[::1]:2552", v6.ToString());
        Assert.True(HostPort.TryParse("world-1.world:2552", out var name));
        Assert.Equal("world-1.world:2552", name.ToString());
    }
}
