using System.ComponentModel.DataAnnotations;
using Actors.Gateway.Hosting;
using Actors.Hosting.Startup;
using Microsoft.Extensions.Configuration;

namespace Actors.System.Tests;

/// <summary>Paths are relative to the caller's directory; ports are moved together.</summary>
public sealed class SettledOptionsTests
{
    private static readonly OptionTree Known = ServerOptions.Known;

    [Fact]
    public void Relative_paths_start_at_the_callers_directory_and_absolute_ones_stay()
    {
        var options = Settle(
            "/home/ada",
            "--Actors:Content=my-world", "--Actors:Data=my-world.db", "--Actors:Rooms:RecordDirectory=../recordings", "--Actors:Cluster:HoconFile=akka.conf",
            "--Actors:Cluster:Link:Tls:Certificate=node.crt", "--Actors:Http:CertificatePath=/etc/tls/page.pem", "--Actors:WebSockets:main:Limits:CertificatePath=tls/game.pem",
            "--Actors:WebSockets:mine:Limits:CertificateKeyPath=tls/mine.key", "--Actors:Admin:TokenFile=token", "--Actors:Identity:Keys:main:File=./key.pem");

        Assert.Equal("/home/ada/my-world", options["Actors:Content"]);
        Assert.Equal("/home/ada/my-world.db", options["Actors:Data"]);
        Assert.Equal("/home/recordings", options["Actors:Rooms:RecordDirectory"]);
        Assert.Equal("/home/ada/akka.conf", options["Actors:Cluster:HoconFile"]);
        Assert.Equal("/home/ada/node.crt", options["Actors:Cluster:Link:Tls:Certificate"]);
        Assert.Equal("/etc/tls/page.pem", options["Actors:Http:CertificatePath"]);
        Assert.Equal("/home/ada/tls/game.pem", options["Actors:WebSockets:main:Limits:CertificatePath"]);
        Assert.Equal("/home/ada/tls/mine.key", options["Actors:WebSockets:mine:Limits:CertificateKeyPath"]);
        Assert.Equal("/home/ada/token", options["Actors:Admin:TokenFile"]);
        Assert.Equal("/home/ada/key.pem", options["Actors:Identity:Keys:main:File"]);
    }

    [Fact]
    public void By_default_the_sample_world_is_stored_beside_the_caller()
    {
        var options = Settle("/home/ada");

        Assert.Equal("/home/ada/data/world.db", options["Actors:Data"]);
        Assert.Equal("/home/ada/recordings", options["Actors:Rooms:RecordDirectory"]);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "content"), options["Actors:Content"]);
        Assert.Null(options["Actors:Admin:TokenFile"]);
    }

    [Fact]
    public void Explicit_content_is_never_replaced_by_the_sample() =>
        Assert.Equal("/home/ada/content", Settle("/home/ada", "--Actors:Content=content")["Actors:Content"]);

    /// <summary>An option that names a file must be marked as a path: this test finds it by its name.</summary>
    [Fact]
    public void Every_option_named_like_a_file_or_directory_is_a_path()
    {
        string[] endings = ["File", "Directory", "Path", "Certificate", "Authority", "Content", "Data", "Key"];
        string[] urls = ["Actors:SocketIO:Path", "Actors:WebSockets:NAME:EchoPath"];
        var called = Known.Values.Where(value => Array.Exists(endings, ending => value.Key.EndsWith(ending, StringComparison.Ordinal))).Select(static value => value.Key).Except(urls);
        Assert.Equal(called.Order(StringComparer.Ordinal), Known.Values.Where(static value => value.Option.IsPath).Select(static value => value.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_offset_moves_every_listener_port_except_0()
    {
        var configuration = Settle(
            "/home/ada", "--Actors:Ports:Offset=100", "--Actors:Http:Port=9000", "--Actors:WebSockets:mud:Port=0", "--Actors:WebSockets:mine:Port=4000",
            "--Actors:Datagram:EchoPort=7", "--Actors:Cluster:Link:Port=7000");
        var options = configuration.GetSection(ServerOptions.Section).Get<ServerOptions>()!;

        Assert.Equal(9100, options.Http.Port);
        Assert.Equal(
            [("collector", 8865), ("main", 3100), ("mine", 4100), ("mud", 0), ("packets", 3101)],
            options.WebSockets.Select(static listener => (listener.Key, listener.Value.Port)).OrderBy(static listener => listener.Key, StringComparer.Ordinal));
        Assert.Equal(5100, options.SocketIO.Port);
        Assert.Equal((10099, 107), (options.Datagram.Port, options.Datagram.EchoPort));
        Assert.Equal(7100, options.Cluster.Link.Port);
        Assert.Equal("arena", options.WebSockets["main"].Dialect);
    }

    [Fact]
    public void An_offset_beyond_the_highest_port_is_rejected_with_both_names()
    {
        var problems = SettledOptions.Settle(GivenOptions.Arguments("--Actors:Ports:Offset=60000"), Known, "/");
        Assert.Contains("Actors:Ports:Offset moves Actors:Http:Port to 68080; the highest port is 65535.", problems);
    }

    [Fact]
    public void Every_option_with_the_port_range_is_a_port() => Assert.Equal(
        Known.Values.Where(static value =>
            value.Option.Property?.GetCustomAttributes(typeof(RangeAttribute), false) is [RangeAttribute { Minimum: 0, Maximum: 65535 }] && value.Key != "Actors:Ports:Offset")
            .Select(static value => value.Key),
        Known.Values.Where(static value => value.Option.IsPort).Select(static value => value.Key));

    private static ConfigurationManager Settle(string directory, params string[] arguments)
    {
        var configuration = GivenOptions.Arguments(arguments);
        Assert.Empty(SettledOptions.Settle(configuration, Known, directory));
        return configuration;
    }
}
