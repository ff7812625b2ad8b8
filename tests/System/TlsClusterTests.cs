namespace Actors.System.Tests;

/// <summary>Nodes whose connections are encrypted, each with a certificate of its own.</summary>
public sealed class TlsClusterTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-tls-").FullName;

    private string Data => Path.Combine(_directory, "world.db");

    private string Ours => Path.Combine(_directory, "ours");

    private string Theirs => Path.Combine(_directory, "theirs");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_gateway_with_a_certificate_of_another_authority_does_not_join()
    {
        await NodeCertificates.MakeAsync(Ours, "world-1=127.0.0.1", "gateway-1=127.0.0.1");
        await NodeCertificates.MakeAsync(Theirs, "gateway-2=127.0.0.1");
        await using var world = await ServerProcess.StartWorldNodeAsync(Data, "world-1", NodeCertificates.OptionsOf(Ours, "world-1"));
        await using var gateway = await StartGatewayAsync("gateway-1", Ours);
        await using var ada = await MudClient.EnterAsync(gateway.WebSocketPort, "Ada", "plaza");
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));

        await using var stranger = await StartGatewayAsync("gateway-2", Theirs);
        await stranger.SaysAsync("Cluster TLS:");
        using var http = new HttpClient();
        Assert.StartsWith("not ready: it is not a member of the cluster", await (await http.GetAsync(new Uri(stranger.Http, "/health/ready"))).Content.ReadAsStringAsync());
        Assert.Equal("You drop the brass lamp.", await ada.AskAsync("drop lamp"));
        foreach (var node in (ServerProcess[])[world, gateway])
            Assert.Equal("ready", await http.GetStringAsync(new Uri(node.Http, "/health/ready")));
    }

    [Fact]
    public async Task A_node_with_a_missing_certificate_does_not_start_and_names_the_option()
    {
        await NodeCertificates.MakeAsync(Ours, "gateway-1=127.0.0.1");
        File.Delete(Path.Combine(Ours, "gateway-1.crt"));
        await RefusesAsync(["Actors:Cluster:Link:Tls:Certificate: ", "cannot be read"], NodeCertificates.OptionsOf(Ours, "gateway-1"));
    }

    [Fact]
    public async Task A_node_whose_certificate_does_not_name_its_host_does_not_start_and_says_which_host()
    {
        await NodeCertificates.MakeAsync(Ours, "gateway-1");
        await RefusesAsync(["Actors:Cluster:Link:Tls:Certificate: ", "none of its subject alternative names is 127.0.0.1"], NodeCertificates.OptionsOf(Ours, "gateway-1"));
    }

    [Fact]
    public async Task A_non_loopback_node_without_certificates_does_not_start_and_says_how_to_make_them() =>
        await RefusesAsync(["Actors:Cluster:Link:Tls", "deploy/make-certificates.sh"], "--Actors:Cluster:Link:Address=0.0.0.0", "--Actors:Cluster:Link:Port=7000",
            "--Actors:Cluster:Link:Advertise=gateway-1");

    private async Task RefusesAsync(string[] saying, params string[] options)
    {
        await using var gateway = await ServerProcess.RunToExitAsync(Data, ["--Actors:Cluster:Node=gateway-1", .. options]);
        Assert.Equal(1, gateway.ExitCode);
        Assert.All(saying, text => Assert.Contains(text, gateway.Output, StringComparison.Ordinal));
    }

    private Task<ServerProcess> StartGatewayAsync(string node, string certificates) =>
        ServerProcess.StartAsync(Data, [$"--Actors:Cluster:Node={node}", .. NodeCertificates.OptionsOf(certificates, node)]);
}
