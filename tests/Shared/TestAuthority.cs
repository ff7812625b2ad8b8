using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Tests;

/// <summary>Signs certificates of nodes, and puts them into files as an operator would.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _own;
    private readonly string _directory;

    public TestAuthority(string directory, string name)
    {
        _directory = directory;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = TimeProvider.System.GetUtcNow();
        _own = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        File.WriteAllText(Authority, _own.ExportCertificatePem());
    }

    public string Authority => Path.Combine(_directory, $"{_own.GetNameInfo(X509NameType.SimpleName, false)}.pem");

    /// <summary>The files of a certificate for these names, and of its key.</summary>
    /// <param name="days">How long it is valid, from yesterday on.</param>
    public (string Certificate, string Key) Sign(string node, double days = 2, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names is [] ? [node] : names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var begin = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var certificate = request.Create(_own, begin, begin.AddDays(days), RandomNumberGenerator.GetBytes(8));
        var files = (Path.Combine(_directory, $"{node}-{certificate.SerialNumber}.pem"), Path.Combine(_directory, $"{node}-{certificate.SerialNumber}.key"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose() => _own.Dispose();
}
