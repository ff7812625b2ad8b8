using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>Loads the certificate that the options name.</summary>
public static class TlsCertificate
{
    /// <returns>Null if no certificate is set.</returns>
    /// <exception cref="ListenException">The certificate cannot be used; the message names the options.</exception>
    public static SslServerAuthenticationOptions? Load(WebSocketListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.CertificatePath is null)
            return null;
        try
        {
            var chain = new X509Certificate2Collection();
            var certificate = IsPem(options.CertificatePath)
                ? LoadPem(options, chain)
                : X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath, options.CertificatePassword);
            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
                ApplicationProtocols = [SslApplicationProtocol.Http11],
            };
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ListenException($"The certificate {options.CertificatePath} (options {nameof(options.CertificatePath)}, "
                + $"{nameof(options.CertificateKeyPath)}, {nameof(options.CertificatePassword)}) cannot be used: {e.Message}", e);
        }
    }

    private static bool IsPem(string path)
    {
        using var reader = new StreamReader(path);
        Span<char> beginning = stackalloc char[4096];
        return beginning[..reader.ReadBlock(beginning)].IndexOf("-----BEGIN ") >= 0;
    }

    private static X509Certificate2 LoadPem(WebSocketListenerOptions options, X509Certificate2Collection chain)
    {
        chain.ImportFromPemFile(options.CertificatePath!);
        return options.CertificatePassword is null
            ? X509Certificate2.CreateFromPemFile(options.CertificatePath!, options.CertificateKeyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(options.CertificatePath!, options.CertificatePassword, options.CertificateKeyPath);
    }
}
