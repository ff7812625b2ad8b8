using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace Actors.Clustering;

/// <summary>
/// Mutual TLS for Akka.Remote, with the operator's own certificate authority.
/// <para>
/// The other end's certificate must be signed by the configured authority, perhaps by way of others in the same file. It must be valid now, and for its side of the connection
/// (extended key usage, when it has one). When this node is the client, a DNS name or IP address among the certificate's subject alternative names must also be the host that was
/// called. The common name, wildcards and revocation lists are ignored.
/// </para>
/// <para>
/// When this node is the server, it can check only that the certificate is one of the cluster's. Akka gives the validator the client's socket address, which in most networks is
/// neither a name nor stable, and the address that the client claims as its own comes later, inside the connection. So whoever has stolen one node's key can send in the name of
/// another node until the authority is changed, but cannot pass for another node as a server.
/// </para>
/// </summary>
internal sealed class ClusterTls
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _authorities;

    private ClusterTls(X509Certificate2 own, X509Certificate2Collection authorities) => (_own, _authorities) = (own, authorities);

    /// <summary>What Akka.Remote uses in place of its own settings. Its check against the system's authorities is not used.</summary>
    public DotNettySslSetup ToSetup() => new(_own, suppressValidation: false, requireMutualAuthentication: true, Accepts);

    /// <summary>Reads the files, and checks this node's own certificate as other nodes will.</summary>
    /// <param name="host">The host at which they connect to this one.</param>
    public static bool TryLoad(ClusterTlsOptions options, string host, [NotNullWhen(true)] out ClusterTls? tls, [NotNullWhen(false)] out string? problem)
    {
        tls = null;
        if (!PemFile.TryRead(nameof(options.Certificate), options.Certificate, out var certificate, out problem)
            || !PemFile.TryRead(nameof(options.Key), options.Key, out var key, out problem)
            || !PemFile.TryRead(nameof(options.Authority), options.Authority, out var authority, out problem))
        {
            return false;
        }
        if (!PemFile.TryParse(certificate, out _))
            problem = $"Link:Tls:Certificate: {options.Certificate} has no certificate in it (PEM).";
        else if (!PemFile.TryParse(authority, out var authorities))
            problem = $"Link:Tls:Authority: {options.Authority} has no certificate in it (PEM).";
        else if (!PemFile.TryPair(certificate, key, out var own))
            problem = $"Link:Tls:Key: {options.Key} is not the private key of {options.Certificate} (PEM, not encrypted).";
        else if (!own.MatchesHostname(host, allowWildcards: false, allowCommonName: false))
            problem = $"Link:Tls:Certificate: {options.Certificate} does not name this node: none of its subject alternative names is {host}.";
        else if (ProblemOf(own, authorities, [], ServerUsage, ClientUsage) is { } untrusted)
            problem = $"Link:Tls:Certificate: {options.Certificate} would not be accepted by nodes with {options.Authority}: {untrusted}";
        else
            tls = new ClusterTls(own, authorities);
        return tls is not null;
    }

    /// <param name="peer">The client's socket address, or the server's address <c>ssl.tcp://system@host:port</c>.</param>
    private bool Accepts(X509Certificate2? certificate, X509Chain? chain, string peer, SslPolicyErrors errors, ILoggingAdapter log)
    {
        if (Refusal(certificate, chain, peer) is not { } refusal)
            return true;
        ClusterMetrics.Instance.TlsRefused();
        log.Warning("Cluster TLS: {0} is refused: {1}", peer, refusal);
        return false;
    }

    private string? Refusal(X509Certificate2? certificate, X509Chain? chain, string peer)
    {
        if (certificate is null)
            return "it has no certificate";
        // A peer that is not plainly a client counts as a server, and then its host must be checked.
        var isCaller = IPEndPoint.TryParse(peer, out _);
        if (ProblemOf(certificate, _authorities, chain?.ChainPolicy.ExtraStore ?? [], isCaller ? ClientUsage : ServerUsage) is { } untrusted)
            return $"{certificate.Subject} is not trusted: {untrusted}";
        if (isCaller)
            return null;
        return HostPort.TryParse(peer[(peer.LastIndexOf('@') + 1)..], out var called)
            && certificate.MatchesHostname(called.Host, allowWildcards: false, allowCommonName: false)
            ? null
            : $"{certificate.Subject} does not name the host";
    }

    private static string? ProblemOf(X509Certificate2 certificate, X509Certificate2Collection authorities, X509Certificate2Collection between, params string[] usages)
    {
        using var check = new X509Chain();
        var policy = check.ChainPolicy;
        (policy.TrustMode, policy.RevocationMode, policy.DisableCertificateDownloads) = (X509ChainTrustMode.CustomRootTrust, X509RevocationMode.NoCheck, true);
        foreach (var authority in authorities)
            (authority.SubjectName.RawData.AsSpan().SequenceEqual(authority.IssuerName.RawData) ? policy.CustomTrustStore : policy.ExtraStore).Add(authority);
        policy.ExtraStore.AddRange(between);
        foreach (var usage in usages)
            policy.ApplicationPolicy.Add(new Oid(usage));
        return check.Build(certificate)
            ? null
            : string.Join(' ', check.ChainStatus.Select(static status => status.StatusInformation.Trim().TrimEnd('.') + '.').Distinct());
    }
}
