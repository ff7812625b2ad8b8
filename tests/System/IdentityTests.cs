using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Actors.System.Tests;

/// <summary>Signed players of the real program; and what it refuses to start with.</summary>
public sealed class IdentityTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-identity-");

    private string Data => Path.Combine(_directory.FullName, "world.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task An_account_is_the_same_player_at_every_gateway_and_its_token_is_not_logged()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] options = [.. Identity("ES256", key.ExportSubjectPublicKeyInfoPem()), "--Logging:LogLevel:Default=Trace"];
        await using var world = await ServerProcess.StartWorldNodeAsync(Data, "world-1");
        await using var one = await ServerProcess.StartAsync(Data, ["--Actors:Cluster:Node=gateway-1", .. options]);
        await using var other = await ServerProcess.StartAsync(Data, ["--Actors:Cluster:Node=gateway-2", .. options]);
        var token = Token(key, "ada");
        await using (var first = await MudClient.ReturnAsync(one.WebSocketPort, token))
            Assert.Equal("You take the brass lamp.", await first.AskAsync("take lamp"));
        await using (var second = await MudClient.ReturnAsync(other.WebSocketPort, token))
        {
            Assert.Contains("brass lamp", await second.AskAsync("inventory"), StringComparison.Ordinal);
            Assert.Equal("You drop the brass lamp.", await second.AskAsync("drop lamp"));
        }
        await using var mallory = await JsonClient.ConnectAsync(one.WebSocketPort, $"/ws/game/?token={token[..^4]}AAAA");
        var (last, code) = await mallory.UntilClosedAsync();
        Assert.Equal("token_invalid", last.GetProperty("code").GetString());
        Assert.Equal(1008, code);
        Assert.All([one, other], gateway => Assert.DoesNotContain(token[..40], gateway.Output, StringComparison.Ordinal));
        using var http = new HttpClient();
        Assert.Contains("actors_identity_refused", await http.GetStringAsync(new Uri(one.Http, "/metrics")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HS256", "too short", "at least 32")]
    [InlineData("RS256", "no key", "no public key")]
    [InlineData("none", "whatever this says, it is not looked at", "known are HS256, RS256 and ES256")]
    public async Task An_unusable_key_is_named_and_stops_the_start(string algorithm, string content, string why)
    {
        await RefusesAsync(["Actors:Identity:Keys:main", why], Identity(algorithm, content));
        Assert.False(File.Exists(Data));
    }

    [Fact]
    public async Task Refusing_guests_requires_an_identity_key() => await RefusesAsync(["Actors:Identity:Required"], "--Actors:Identity:Required=true");

    [Theory]
    [InlineData("WebSockets:main", "0.0.0.0")]
    [InlineData("WebSockets:main", "*")]
    [InlineData("WebSockets:mud", "::")]
    [InlineData("Http", "*")]
    [InlineData("Http", "192.0.2.1")]
    public async Task A_non_loopback_listener_without_TLS_or_a_proxy_is_named_and_stops_the_start(string listener, string address) =>
        await RefusesAsync([$"Actors:{listener}:Address", "CertificatePath", "Actors:BehindProxy"], $"--Actors:{listener}:Address={address}");

    [Fact]
    public async Task A_non_loopback_listener_starts_with_BehindProxy()
    {
        await using var server = await ServerProcess.StartAsync(Data, "--Actors:WebSockets:main:Address=0.0.0.0", "--Actors:BehindProxy=true");
        await using var ada = await MudClient.EnterAsync(server.WebSocketPort, "Ada", "plaza");
    }

    [Fact]
    public async Task Non_loopback_listeners_start_with_certificates_and_serve_HTTPS()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var file = Path.Combine(_directory.FullName, "server.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        await using var server = await ServerProcess.StartAsync(
            Data, "--Actors:Http:Address=0.0.0.0", $"--Actors:Http:CertificatePath={file}", "--Actors:WebSockets:main:Address=0.0.0.0", $"--Actors:WebSockets:main:Limits:CertificatePath={file}");
        Assert.Equal("https", server.Http.Scheme);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck };
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
        using var http = new HttpClient(handler);
        Assert.Equal("live", await http.GetStringAsync(new UriBuilder(server.Http) { Host = "localhost", Path = "/health/live" }.Uri));
    }

    private async Task RefusesAsync(string[] words, params string[] options)
    {
        await using var server = await ServerProcess.RunToExitAsync(Data, options);
        Assert.Equal(1, server.ExitCode);
        Assert.All(words, word => Assert.Contains(word, server.Output, StringComparison.Ordinal));
    }

    private string[] Identity(string algorithm, string key)
    {
        var file = Path.Combine(_directory.FullName, "key.pem");
        File.WriteAllText(file, key);
        return
        [
            "--Actors:Identity:Issuer=https://accounts.example", "--Actors:Identity:Audience=world",
            $"--Actors:Identity:Keys:main:Algorithm={algorithm}", $"--Actors:Identity:Keys:main:File={file}",
        ];
    }

    private static string Token(ECDsa key, string subject)
    {
        var expires = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 600;
        var signed = $"{Part("""{"alg":"ES256","typ":"JWT"}""")}.{Part($$"""{"iss":"https://accounts.example","aud":"world","sub":"{{subject}}","exp":{{expires}}}""")}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";

        static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }
}
