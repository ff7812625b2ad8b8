using System.Diagnostics.CodeAnalysis;
using Actors.Channels;
using Actors.Hosting.Startup;
using Actors.WebSockets;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>Where the page, health and metrics are served, and their TLS, with the same kinds of certificate files as the WebSocket listeners.</summary>
internal static class HttpPart
{
    /// <param name="url">Where it listens.</param>
    /// <returns>False when the options cannot be used.</returns>
    public static bool TryUse(IWebHostBuilder host, HttpOptions http, [NotNullWhen(true)] out string? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        if (!TryUseTls(host, http, out var isSecure, out problem) || !HttpUrl.TryMake(isSecure ? "https" : "http", http.Address, http.Port, out url, out problem))
            return false;
        host.UseUrls(url);
        return true;
    }

    private static bool TryUseTls(IWebHostBuilder host, HttpOptions http, out bool isSecure, [NotNullWhen(false)] out string? problem)
    {
        (isSecure, problem) = (false, null);
        var files = new WebSocketListenerOptions
        {
            CertificatePath = NullIfEmpty(http.CertificatePath),
            CertificateKeyPath = NullIfEmpty(http.CertificateKeyPath),
            CertificatePassword = NullIfEmpty(http.CertificatePassword),
        };
        if (new WebSocketListenerOptionsValidator().Validate(null, files) is { Failed: true, Failures: var failures })
        {
            problem = string.Join(Environment.NewLine, failures.Select(static failure => $"Actors:Http:{failure}"));
            return false;
        }
        try
        {
            if (TlsCertificate.Load(files)?.ServerCertificateContext is not { } context)
                return true;
            isSecure = true;
            host.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = context.TargetCertificate;
                https.ServerCertificateChain = [.. context.IntermediateCertificates];
            }));
            return true;
        }
        catch (ListenException unusable)
        {
            problem = $"Actors:Http: {unusable.Message}";
            return false;
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
