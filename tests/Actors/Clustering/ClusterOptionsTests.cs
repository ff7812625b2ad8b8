using Actors.Clustering;

namespace Actors.Tests.Clustering;

public sealed class ClusterOptionsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-cluster-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_name_is_enough_on_one_machine() => Assert.Empty(new ClusterOptions { Node = "world-1" }.Problems());

    [Fact]
    public void A_server_without_a_cluster_has_no_problems_with_it() =>
        Assert.Empty(new ClusterOptions { Link = { Address = "0.0.0.0" } }.Problems());

    [Fact]
    public void Off_loopback_TLS_is_required_and_the_message_says_how_to_make_the_certificates()
    {
        var problem = Assert.Single(new ClusterOptions { Node = "a", Link = { Address = "10.0.0.1", Port = 2552 } }.Problems());
        Assert.StartsWith("Link:Tls is required", problem, StringComparison.Ordinal);
        Assert.Contains("deploy/make-certificates.sh", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Off_loopback_the_port_is_fixed()
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
    public void What_is_wrong_is_said(string option, string value, string sentence)
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
    public void A_socket_buffer_holds_the_longest_message() =>
        Assert.StartsWith(
            "Link:BufferBytes",
            Assert.Single(new ClusterOptions { Node = "a", Link = { MaxMessageBytes = 4 << 20 } }.Problems()),
            StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_HOCON_is_refused()
    {
        var file = Path.Combine(_directory, "broken.conf");
        File.WriteAllText(file, "akka.cluster.seed-nodes = ${nowhere}");
        Assert.Contains("cannot be used", Assert.Single(new ClusterOptions { Node = "a", HoconFile = file }.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_of_both_kinds_of_IP_and_names_are_read()
    {
        Assert.True(HostPort.TryParse("[::1]:2552", out var v6));
        Assert.Equal(new HostPort("::1", 2552), v6);
        Assert.Equal("[::1]:2552", v6.ToString());
        Assert.True(HostPort.TryParse("world-1.world:2552", out var name));
        Assert.Equal("world-1.world:2552", name.ToString());
    }
}
