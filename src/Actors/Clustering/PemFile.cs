using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Clustering;

/// <summary>Reads certificates and keys from PEM; problems are returned as values.</summary>
internal static class PemFile
{
    public static bool TryRead(string option, string? path, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
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

    public static bool TryParse(string pem, out X509Certificate2Collection certificates)
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

    public static bool TryPair(string certificate, string key, [NotNullWhen(true)] out X509Certificate2? own)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);
            // TLS on Windows cannot use a key that is in memory only, but it can use one that was loaded from a PKCS#12 container.
            own = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
            return true;
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            own = null;
            return false;
        }
    }
}
