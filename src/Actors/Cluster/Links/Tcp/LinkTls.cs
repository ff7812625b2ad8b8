using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// Mutual TLS, 1.2 or 1.3. Of the other end's certificate, whichever side called, is checked at the beginning of a line: that it was signed, perhaps by way of others, by the
/// configured authority; that it is valid at this time and for its side of the connection (extended key usage, when it has one); and that a DNS name among its subject's alternative names
/// is the name of the node, letter for letter but for their case. The common name, wildcards and lists of revoked certificates are not looked at.
/// </summary>
internal sealed class LinkTls
{
    private static readonly OidCollection BothSides = [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")];

    private readonly SslStreamCertificateContext _own;
    private readonly X509Certificate2Collection _authorities;

    private LinkTls(X509Certificate2 own, X509Certificate2Collection between, X509Certificate2Collection authorities)
    {
        _own = SslStreamCertificateContext.Create(own, between, offline: true);
        _authorities = authorities;
    }

    /// <summary>Reads the files, and checks of this node's own certificate what other nodes will.</summary>
    public static bool TryLoad(LinkTlsOptions options, string node, [NotNullWhen(true)] out LinkTls? tls, [NotNullWhen(false)] out string? problem)
    {
        tls = null;
        if (!TryRead(nameof(options.Certificate), options.Certificate, out var certificate, out problem)
            || !TryRead(nameof(options.Key), options.Key, out var key, out problem)
            || !TryRead(nameof(options.Authority), options.Authority, out var authority, out problem))
        {
            return false;
        }
        if (!TryParse(certificate, out var chain))
            problem = $"Link:Tls:Certificate: {options.Certificate} has no certificate in it (PEM).";
        else if (!TryParse(authority, out var authorities))
            problem = $"Link:Tls:Authority: {options.Authority} has no certificate in it (PEM).";
        else if (!TryPair(certificate, key, out var own))
            problem = $"Link:Tls:Key: {options.Key} is not the private key of {options.Certificate} (PEM, not encrypted).";
        else if (!Names(own, node))
            problem = $"Link:Tls:Certificate: {options.Certificate} does not name this node: none of its DNS names (subject alternative names) is {node}.";
        else if (ProblemOf(own, chain, authorities) is { } untrusted)
            problem = $"Link:Tls:Certificate: {options.Certificate} would not be taken by nodes with {options.Authority}: {untrusted}";
        else
            tls = new LinkTls(own, [.. chain.Skip(1)], authorities);
        return tls is not null;
    }

    /// <exception cref="AuthenticationException">The other end is not the node, or does not speak TLS.</exception>
    public async Task<SslStream> CallAsync(Stream stream, string node, CancellationToken cancellation)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = node,
                ClientCertificateContext = _own,
                AllowTlsResume = false,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = Policy(_authorities),
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(errors) && Names(certificate, node),
            },
            cancellation);
        return tls;
    }

    /// <summary>Who it is that calls is not known yet: see <see cref="IsOf"/>.</summary>
    /// <exception cref="AuthenticationException">The other end is no node, or does not speak TLS.</exception>
    public async Task<SslStream> AnswerAsync(Stream stream, CancellationToken cancellation)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _own,
                ClientCertificateRequired = true,
                AllowTlsResume = false,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = Policy(_authorities),
                RemoteCertificateValidationCallback = static (_, certificate, _, errors) => certificate is not null && IsTrusted(errors),
            },
            cancellation);
        return tls;
    }

    /// <summary>Whether the certificate at the other end is the node's.</summary>
    public static bool IsOf(Stream stream, string node) => stream is not SslStream tls || Names(tls.RemoteCertificate, node);

    /// <summary>Names are checked here, for nodes' names need not be what hosts' names are.</summary>
    private static bool IsTrusted(SslPolicyErrors errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;

    private static bool Names(X509Certificate? certificate, string node) =>
        certificate is X509Certificate2 known
        && known.Extensions.OfType<X509SubjectAlternativeNameExtension>().Any(names => names.EnumerateDnsNames().Contains(node, StringComparer.OrdinalIgnoreCase));

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static string? ProblemOf(X509Certificate2 own, X509Certificate2Collection chain, X509Certificate2Collection authorities)
    {
        using var check = new X509Chain { ChainPolicy = Policy(authorities) };
        check.ChainPolicy.ExtraStore.AddRange(chain);
        foreach (var side in BothSides)
            check.ChainPolicy.ApplicationPolicy.Add(side);
        return check.Build(own) ? null : string.Join(' ', check.ChainStatus.Select(static status => status.StatusInformation.Trim().TrimEnd('.') + '.').Distinct());
    }

    private static bool TryRead(string option, string? path, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
    {
        (text, problem) = (null, null);
        if (string.IsNullOrEmpty(path))
        {
            problem = $"Link:Tls:{option} is missing: Certificate, Key and Authority are given together.";
            return false;
        }
        try
        {
            text = File.ReadAllText(path);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            problem = $"Link:Tls:{option}: {path} cannot be read: {cause.Message}";
            return false;
        }
    }

    private static bool TryParse(string pem, out X509Certificate2Collection certificates)
    {
        certificates = [];
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return false;
        }
        return certificates.Count > 0;
    }

    private static bool TryPair(string certificate, string key, [NotNullWhen(true)] out X509Certificate2? own)
    {
        try
        {
            own = X509Certificate2.CreateFromPem(certificate, key);
            return true;
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            own = null;
            return false;
        }
    }
}
