using Actors.Tests;

namespace Actors.System.Tests;

/// <summary>Nodes whose lines are encrypted, each with a certificate of its own.</summary>
public sealed class TlsClusterTests : IDisposable
{
    private const string Secret = "--Actors:Cluster:Link:Secret=a secret of many letters";
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-tls-").FullName;
    private readonly TestAuthority _authority;

    public TlsClusterTests() => _authority = new TestAuthority(_directory, "ours");

    private string Data => Path.Combine(_directory, "world.db");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_client_plays_over_an_encrypted_line_and_a_gateway_with_a_certificate_of_another_authority_gets_none()
    {
        using var others = new TestAuthority(_directory, "theirs");
        await using var world = await ServerProcess.StartWorldNodeAsync(Data, "world-1", [Secret, .. OptionsOf("world-1", _authority)]);
        await using var gateway = await StartGatewayAsync("gateway-1", _authority);
        await using var ada = await MudClient.EnterAsync(gateway.WebSocketPort, "Ada", "plaza");
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));

        await using var stranger = await StartGatewayAsync("gateway-2", others);
        await stranger.SaysAsync("as node world-1 gets no line: TLS failed");
        await world.SaysAsync("Somebody at 127.0.0.1 gets no line: TLS failed");
        Assert.Equal("You drop the brass lamp.", await ada.AskAsync("drop lamp"));
        Assert.Contains("The line to node gateway-1 is up", world.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The line to node gateway-2", world.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The line to node", stranger.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_certificate_is_not_there_does_not_start_and_names_the_file()
    {
        string[] options = OptionsOf("gateway-1", _authority);
        await using var gateway = await ServerProcess.RunToExitAsync(Data, ["--Actors:Cluster:Node=gateway-1", options[0] + ".gone", .. options[1..]]);
        Assert.Equal(1, gateway.ExitCode);
        Assert.Contains("Actors:Cluster:Link:Tls:Certificate: ", gateway.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be read", gateway.Output, StringComparison.Ordinal);
    }

    private static string[] OptionsOf(string node, TestAuthority authority)
    {
        var (certificate, key) = authority.Sign(node);
        return [$"--Actors:Cluster:Link:Tls:Certificate={certificate}", $"--Actors:Cluster:Link:Tls:Key={key}", $"--Actors:Cluster:Link:Tls:Authority={authority.Authority}"];
    }

    private Task<ServerProcess> StartGatewayAsync(string node, TestAuthority authority) =>
        ServerProcess.StartAsync(Data, [$"--Actors:Cluster:Node={node}", Secret, .. OptionsOf(node, authority)]);
}
