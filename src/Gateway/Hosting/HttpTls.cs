using System.Diagnostics.CodeAnalysis;
using Actors.Gateway.Transports.WebSockets;

namespace Actors.Gateway.Hosting;

/// <summary>TLS of the page, health and metrics, with the same kinds of certificate files as the WebSocket listeners.</summary>
internal static class HttpTls
{
    /// <param name="scheme"><c>https</c> when there is a certificate.</param>
    /// <returns>False when it cannot be used.</returns>
    public static bool TryUse(IWebHostBuilder host, HttpOptions http, out string scheme, [NotNullWhen(false)] out string? problem)
    {
        (scheme, problem) = ("http", null);
        if (string.IsNullOrEmpty(http.CertificatePath))
            return true;
        try
        {
            var files = new WebSocketListenerOptions { CertificatePath = http.CertificatePath, CertificateKeyPath = http.CertificateKeyPath, CertificatePassword = http.CertificatePassword };
            var context = TlsCertificate.Load(files)!.ServerCertificateContext!;
            host.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = context.TargetCertificate;
                https.ServerCertificateChain = [.. context.IntermediateCertificates];
            }));
            scheme = "https";
            return true;
        }
        catch (ListenException unusable)
        {
            problem = $"Actors:Http: {unusable.Message}";
            return false;
        }
    }
}
