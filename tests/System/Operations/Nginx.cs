using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Actors.System.Tests;

/// <summary>Debian's nginx with deploy/nginx/actors.conf unchanged, except for where it listens, where its certificate is and where the gateways are.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly Process _process;

    private readonly X509Certificate2 _certificate;
    private readonly int _tlsPort;

    private Nginx(Process process, X509Certificate2 certificate, int plainPort, int tlsPort)
    {
        _process = process;
        _certificate = certificate;
        _tlsPort = tlsPort;
        PlainPort = plainPort;
    }

    public int PlainPort { get; }

    public Uri Address(string scheme, string pathAndQuery = "/") => new($"{scheme}://localhost:{_tlsPort}{pathAndQuery}");

    /// <summary>For clients that trust its certificate and no other, and connect from that address of this machine.</summary>
    public SocketsHttpHandler NewHandler(IPAddress from)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { _certificate },
        };
        return handler;
    }

    /// <param name="directory">For the files that it writes, and for <c>tls.crt</c> and <c>tls.key</c>.</param>
    /// <param name="portOf">The port on which a gateway listens here, for the port on which it listens elsewhere.</param>
    public static async Task<Nginx> StartAsync(string directory, Func<string, int, int> portOf)
    {
        Assert.True(File.Exists(Program), $"The proxy's tests need {Program}: apt-get install nginx");
        var (plain, tls) = (Ports.Free(), Ports.Free());
        var conf = await File.ReadAllTextAsync(Repository.PathOf("deploy", "nginx", "actors.conf"));
        conf = conf.Replace("listen 80;", $"listen 127.0.0.1:{plain};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{tls} ssl;", StringComparison.Ordinal)
            .Replace("/etc/nginx/tls/", directory + "/", StringComparison.Ordinal);
        conf = Upstream().Replace(conf, found => $"server 127.0.0.1:{portOf(found.Groups["name"].Value, int.Parse(found.Groups["port"].Value))};");
        await File.WriteAllTextAsync(Path.Combine(directory, "actors.conf"), conf);
        var temporary = string.Join('\n', ((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {directory}/{kind};"));
        var main = Path.Combine(directory, "nginx.conf");
        await File.WriteAllTextAsync(main,
            $"daemon off;\npid {directory}/nginx.pid;\nerror_log stderr;\nworker_processes 1;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}\ninclude {directory}/actors.conf;\n}}\n");

        using (var check = Start("-t", "-c", main))
        {
            var said = await check.StandardError.ReadToEndAsync();
            await check.WaitForExitAsync().Soon();
            Assert.True(check.ExitCode == 0, said);
        }
        var process = Start("-c", main);
        var errors = process.StandardError.ReadToEndAsync();
        var nginx = new Nginx(process, X509CertificateLoader.LoadCertificateFromFile(Path.Combine(directory, "tls.crt")), plain, tls);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        while (!await ListensAsync(tls))
        {
            Assert.False(process.HasExited, process.HasExited ? await errors : "");
            patience.Token.ThrowIfCancellationRequested();
        }
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        // Stopped by its own signal: a kill would leave its worker behind.
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().Soon();
        _process.Dispose();
        _certificate.Dispose();
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;

    private static async Task<bool> ListensAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"server (?<name>gateway-\d+):(?<port>\d+);")]
    private static partial Regex Upstream();
}
