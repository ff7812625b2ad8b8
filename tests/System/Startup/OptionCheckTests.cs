using Actors.Gateway.Hosting;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Microsoft.Extensions.Configuration;

namespace Actors.System.Tests;

/// <summary>Each option below <c>Actors</c> is known, and its value is one that it can have; otherwise it is named as it was written.</summary>
public sealed class OptionCheckTests
{
    private static readonly OptionTree Gateway = ServerOptions.Known;

    [Theory]
    [InlineData("Actors:Prot=81", "--Actors:Prot: there is no such option. Did you mean --Actors:Http:Port, --Actors:SocketIO:Port or --Actors:Datagram:Port?")]
    [InlineData("Actors:Http:Prot=81", "--Actors:Http:Prot: there is no such option. Did you mean --Actors:Http:Port?")]
    [InlineData("Actors:Htpp:Port=81", "--Actors:Htpp:Port: there is no such option. Did you mean --Actors:Http:Port?")]
    [InlineData("actors:http:prot=81", "--Actors:http:prot: there is no such option. Did you mean --Actors:Http:Port?")]
    [InlineData("Actors:WebSockets:main:Prot=81", "--Actors:WebSockets:main:Prot: there is no such option. Did you mean --Actors:WebSockets:main:Port?")]
    [InlineData("Actors:WebSockets:mine:Limits:MaxMesageBytes=9000",
        "--Actors:WebSockets:mine:Limits:MaxMesageBytes: there is no such option. Did you mean --Actors:WebSockets:mine:Limits:MaxMessageBytes?")]
    [InlineData("Actors:Limits:HeloSeconds=9", "--Actors:Limits:HeloSeconds: there is no such option. Did you mean --Actors:Limits:HelloSeconds?")]
    [InlineData("Actors:Room:GraceSeconds=9", "--Actors:Room:GraceSeconds: there is no such option. Did you mean --Actors:Rooms:GraceSeconds?")]
    [InlineData("Actors:Cluster:Link:Tls:Certficate=x", "--Actors:Cluster:Link:Tls:Certficate: there is no such option. Did you mean --Actors:Cluster:Link:Tls:Certificate?")]
    [InlineData("Actors:Identity:Keys:main:Path=x", "--Actors:Identity:Keys:main:Path: there is no such option. Did you mean --Actors:SocketIO:Path?")]
    [InlineData("Actors:Http:Port:Number=9", "--Actors:Http:Port:Number: there is no such option. --help lists all.")]
    [InlineData("Actors:SocketIO:Origins:first=https://game.example", "--Actors:SocketIO:Origins:first: there is no such option. --help lists all.")]
    [InlineData("Actors:Unheard=1", "--Actors:Unheard: there is no such option. --help lists all.")]
    public void An_unknown_option_is_refused_with_the_nearest_known_name(string argument, string says) =>
        Assert.Equal([says], OptionCheck.Problems(GivenOptions.Arguments($"--{argument}"), Gateway));

    /// <summary>As the builder of a web application does.</summary>
    [Fact]
    public void A_fault_is_named_once_when_the_command_line_is_read_twice() => Assert.Single(
        OptionCheck.Problems(new ConfigurationBuilder().AddCommandLine(["--Actors:Prot=81"]).AddCommandLine(["--Actors:Prot=81"]).Build(), Gateway));

    [Theory]
    [InlineData("Actors:WebSockets:main:Limits:Port=81")]
    [InlineData("Actors:WebSockets:main:Limits:Address=127.0.0.1")]
    [InlineData("Actors:SocketIO:Protocol:MaxSessions=10")]
    [InlineData("Actors:SocketIO:Protocol:Json:WriteIndented=true")]
    public void Values_set_by_the_server_are_not_options(string argument) =>
        Assert.Contains("there is no such option", Assert.Single(OptionCheck.Problems(GivenOptions.Arguments($"--{argument}"), Gateway)), StringComparison.Ordinal);

    [Fact]
    public void An_environment_variable_is_named_as_such() => Assert.Equal(
        ["Actors__Http__Prot (environment): there is no such option. Did you mean Actors__Http__Port?"],
        OptionCheck.Problems(GivenOptions.Environment("Actors__Http__Prot", "81"), Gateway));

    [Fact]
    public void All_faulty_keys_of_a_file_are_named_at_once()
    {
        var problems = OptionCheck.Problems(
            GivenOptions.Json("""{ "Actors": { "Http": { "Prot": 81, "Port": "many" }, "Origins": [], "SocketIO": { "Origins": [] }, "Packets": {} }, "Other": { "Prot": 1 } }"""), Gateway);
        Assert.Equal(
            [
                "Actors:Http:Port is \"many\"; it must be a whole number from 0 to 65535.",
                "Actors:Http:Prot: there is no such option. Did you mean Actors:Http:Port?",
                "Actors:Origins: there is no such option. Did you mean Actors:SocketIO:Origins?",
            ],
            problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_secrets_file_is_named_with_its_path()
    {
        var directory = Directory.CreateTempSubdirectory("actors-secrets-");
        try
        {
            var file = Path.Combine(directory.FullName, "Actors__Postgers");
            await File.WriteAllTextAsync(file, "Host=db;Password=do-not-print");
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "postgres_password"), "of another program");
            var configuration = GivenOptions.Arguments($"--Actors:SecretsDirectory={directory.FullName}");
            Assert.True(Hosting.NodeSecrets.TryRead(configuration, out _));
            var postgres = Path.Combine(directory.FullName, "Actors__Postgres");
            Assert.Equal([$"{file}: there is no such option. Did you mean {postgres}?"], OptionCheck.Problems(configuration, Gateway));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Actors:Http:Port=", "is empty; it must be a whole number from 0 to 65535.")]
    [InlineData("Actors:Http:Port=70000", "is 70000; it must be a whole number from 0 to 65535.")]
    [InlineData("Actors:Http:Port=99999999999", "is \"99999999999\"; it must be a whole number from 0 to 65535.")]
    [InlineData("Actors:Http=8081", "is a group of options, not one.")]
    [InlineData("Actors:WebSockets:main=8081", "is a group of options, not one.")]
    [InlineData("Actors:SocketIO:Origins=https://game.example", "is a list, :0 is its first.")]
    [InlineData("Actors:BehindProxy=yes", "is \"yes\"; it must be true or false.")]
    [InlineData("Actors:Data=", "is empty, and must not be.")]
    [InlineData("Actors:Cluster:Preset=quick", "is \"quick\"; it must be steady or fast.")]
    [InlineData("Actors:Cluster:Preset=7", "is 7; it must be steady or fast.")]
    [InlineData("Actors:Cluster:Node=a b", ": A node's name is 1 to 63 letters, digits, dots, dashes and underscores.")]
    [InlineData("Actors:Cluster:LeaseSeconds=0,5", "is \"0,5\"; it must be a number from 1 to 300.")]
    [InlineData("Actors:Cluster:LeaseSeconds=1e99", "is 1e99; it must be a number from 1 to 300.")]
    [InlineData("Actors:Cluster:LeaseSeconds=NaN", "is NaN; it must be a number from 1 to 300.")]
    [InlineData("Actors:SocketIO:Protocol:PingInterval=soon", "is \"soon\"; it must be a time as 00:00:25.")]
    [InlineData("Actors:WebSockets:main:Limits:PingInterval=2:00:00", "is 2:00:00; it must be a time as 00:00:25 from 00:00:00 to 01:00:00.")]
    [InlineData("Actors:Datagram:EchoPort=many", "is \"many\"; it must be a whole number from 0 to 65535.")]
    public void An_invalid_value_is_named_with_what_it_must_be(string argument, string says)
    {
        var option = argument[..argument.IndexOf('=', StringComparison.Ordinal)];
        Assert.Equal($"--{option}{(says[0] == ':' ? "" : " ")}{says}", Assert.Single(OptionCheck.Problems(GivenOptions.Arguments($"--{argument}"), Gateway)));
    }

    [Theory]
    [InlineData("Actors:WebSockets:mine:Port=3001")]
    [InlineData("Actors:Identity:Keys:next:File=key.pem")]
    [InlineData("Actors:Cluster:SeedNodes:0=host:7000")]
    [InlineData("Actors:SocketIO:Protocol:Cors:AllowedOrigins:0=https://game.example")]
    [InlineData("Actors:Datagram:EchoPort=")]
    [InlineData("Actors:Limits:HelloSeconds=9")]
    [InlineData("ACTORS:ROOMS:GRACESECONDS=9")]
    [InlineData("Actors:Ports:Offset=100")]
    [InlineData("Logging:LogLevel:Default=Debug")]
    [InlineData("Actors:Telemetry:OtlpEndpoint=")]
    [InlineData("Actors:Telemetry:OtlpProtocol=")]
    public void Known_options_pass(string argument) => Assert.Empty(OptionCheck.Problems(GivenOptions.Arguments($"--{argument}"), Gateway));

    [Fact]
    public void A_world_node_rejects_gateway_only_options()
    {
        Assert.Empty(OptionCheck.Problems(GivenOptions.Arguments("--Actors:Rooms:GraceSeconds=9", "--Actors:Cluster:Node=world-1", "--Actors:Http:Port=8081"), WorldNodeOptions.Known));
        Assert.Equal(
            ["--Actors:SocketIO:Port: there is no such option. Did you mean --Actors:Http:Port or --Actors:Cluster:Link:Port?"],
            OptionCheck.Problems(GivenOptions.Arguments("--Actors:SocketIO:Port=5000"), WorldNodeOptions.Known));
    }
}
