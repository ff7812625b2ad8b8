using Actors.Cluster.Links;
using Actors.Cluster.Links.Tcp;

namespace Actors.Tests.Cluster.Links;

public sealed class TlsLinksTests : TcpLinksCompliance
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-tls-").FullName;
    private readonly TestAuthority _authority;
    private readonly TestAuthority _otherAuthority;

    public TlsLinksTests()
    {
        _authority = new TestAuthority(_directory, "ours");
        _otherAuthority = new TestAuthority(_directory, "theirs");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
        _otherAuthority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_gets_no_line_in_either_role()
    {
        var (a, b, c) = (await StartAsync("a"), await StartAsync("b", links: Create("b", With("b", _otherAuthority))), await StartAsync("c"));
        SetPeers(a, b, c);
        await UntilAsync(() => a.HasLine(c) && c.HasLine(a));
        await UntilLoggedAsync("as node b gets no line: TLS failed");
        await UntilLoggedAsync("as node c gets no line: TLS failed");
        Assert.Empty(a.Story(b));
        Assert.Empty(b.Story(c));
        Assert.Empty(c.Story(b));
    }

    [Fact]
    public async Task A_node_that_takes_anybodys_certificate_gets_no_line_with_one_of_its_own()
    {
        // It trusts ours, but what it shows was signed by another: refused by who is called, not by itself.
        var b = await StartAsync("b");
        var options = With("a", _otherAuthority);
        using var stranger = new System.Net.Sockets.TcpClient();
        await stranger.ConnectAsync(System.Net.IPEndPoint.Parse(b.Links.Address));
        var own = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(options.Tls.Certificate!, options.Tls.Key!);
        await using var tls = new System.Net.Security.SslStream(stranger.GetStream(), false, static (_, _, _, _) => true);
        try
        {
            await tls.AuthenticateAsClientAsync("b", [own], false);
            // With TLS 1.3 the refusal comes after the caller's part is done.
            Assert.Equal(0, await tls.ReadAsync(new byte[1]));
        }
        catch (IOException)
        {
            // Or as an alert.
        }
        await UntilLoggedAsync("Somebody at 127.0.0.1 gets no line: TLS failed");
    }

    [Fact]
    public async Task A_node_that_calls_itself_otherwise_than_its_certificate_does_gets_no_line()
    {
        var b = await StartAsync("b");
        var (certificate, key) = _authority.Sign("evil");
        var evil = new ClusterLinkOptions { Secret = OptionsOf("a").Secret, Tls = new() { Certificate = certificate, Key = key, Authority = _authority.Authority } };
        Assert.True(LinkTls.TryLoad(evil.Tls, "evil", out var tls, out _));
        using var stranger = new System.Net.Sockets.TcpClient();
        await stranger.ConnectAsync(System.Net.IPEndPoint.Parse(b.Links.Address));
        await using var stream = await tls.CallAsync(stranger.GetStream(), "b", default);
        var (_, problem) = await LinkHandshake.CallAsync(stream, new LinkSelf("a", 1), new LinkPeer("b", 1, ""), evil.Secret, default);
        Assert.Equal("by the other", problem?.Reason);
        await UntilLoggedAsync("Somebody at 127.0.0.1 gets no line: its certificate does not name the node that it says it is");
        Assert.Empty(b.Story(new LinkEnd("a", 1, b.Links)));
    }

    [Fact]
    public async Task Who_answers_with_the_certificate_of_another_node_gets_no_line()
    {
        var (a, c) = (await StartAsync("a"), await StartAsync("c"));
        a.Links.SetPeers([new LinkPeer("b", 1, c.Links.Address)]);
        await UntilLoggedAsync("as node b gets no line: TLS failed");
    }

    [Fact]
    public async Task Who_speaks_without_TLS_is_refused_in_either_role_with_a_word_about_it()
    {
        var plain = new ClusterLinkOptions { Secret = OptionsOf("b").Secret };
        var (a, b, c) = (await StartAsync("a"), await StartAsync("b", links: Create("b", plain)), await StartAsync("c"));
        SetPeers(a, b, c);
        await UntilAsync(() => a.HasLine(c) && c.HasLine(a));
        await UntilLoggedAsync("gets no line: it speaks without TLS, which this node's Link:Tls demands");
        await UntilLoggedAsync("gets no line: it speaks TLS, for which this node has no Link:Tls");
        Assert.Empty(b.Story(a));
        Assert.Empty(b.Story(c));
    }

    [Fact]
    public void Files_that_are_missing_or_broken_are_named_with_what_is_wrong_with_them()
    {
        var (certificate, key) = _authority.Sign("a");
        var broken = Path.Combine(_directory, "broken.pem");
        File.WriteAllText(broken, "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n");
        Assert.Null(Problem(certificate, key, _authority.Authority));
        Assert.Equal("Link:Tls:Key is missing: Certificate, Key and Authority are given together.", Problem(certificate, null, _authority.Authority));
        Assert.Contains("/nowhere.pem cannot be read", Problem("/nowhere.pem", key, _authority.Authority), StringComparison.Ordinal);
        Assert.Contains("broken.pem has no certificate in it", Problem(broken, key, _authority.Authority), StringComparison.Ordinal);
        Assert.Contains("has no certificate in it", Problem(certificate, key, key), StringComparison.Ordinal);
        Assert.Contains("is not the private key of", Problem(certificate, _authority.Sign("a").Key, _authority.Authority), StringComparison.Ordinal);
        Assert.Contains("would not be taken by nodes with", Problem(certificate, key, _otherAuthority.Authority), StringComparison.Ordinal);
        var (expired, expiredKey) = _authority.Sign("a", days: 0.5);
        Assert.Contains("would not be taken by nodes with", Problem(expired, expiredKey, _authority.Authority), StringComparison.Ordinal);
        var (other, otherKey) = _authority.Sign("a", names: ["b", "*.example", "ab"]);
        Assert.Contains("does not name this node", Problem(other, otherKey, _authority.Authority), StringComparison.Ordinal);
        var (several, severalKey) = _authority.Sign("x", names: ["b", "A"]);
        Assert.Null(Problem(several, severalKey, _authority.Authority));
    }

    [Fact]
    public void The_secret_is_needed_off_loopback_with_TLS_as_well()
    {
        var options = With("a", _authority);
        (options.Address, options.Advertise, options.Secret) = ("0.0.0.0", "a.example", null);
        Assert.StartsWith("Link:Secret", Assert.Single(options.Problems("a")), StringComparison.Ordinal);
    }

    private protected override ClusterLinkOptions OptionsOf(string node) => With(node, _authority);

    private static string? Problem(string? certificate, string? key, string? authority) =>
        new ClusterLinkOptions { Tls = new() { Certificate = certificate, Key = key, Authority = authority } }.Problems("a").SingleOrDefault();

    private ClusterLinkOptions With(string node, TestAuthority authority)
    {
        var options = base.OptionsOf(node);
        var (certificate, key) = authority.Sign(node);
        options.Tls = new LinkTlsOptions { Certificate = certificate, Key = key, Authority = authority.Authority };
        return options;
    }
}
