using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>The same listener under TLS.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-tls");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("pem")]
    [InlineData("pem and key")]
    [InlineData("pfx")]
    public async Task Every_certificate_format_works(string form)
    {
        await using var server = await Server.StartAsync(options => UseCertificate(options, form));
        using var client = await OpenAsync(server, "/echo");
        await client.SendAsync(Frame.Text("secret"), Frame.Ping(7));
        await client.ExpectEchoAsync(Frame.Text("secret"));
        await client.ExpectEchoAsync(Frame.Pong(7));
    }

    [Fact]
    public async Task TLS_carries_big_messages_and_a_close()
    {
        await using var server = await Server.StartAsync(options => UseCertificate(options, "pem"), maxEchoBytes: 4 << 20);
        using var client = await OpenAsync(server, "/echo");
        var big = Frame.Binary(RandomNumberGenerator.GetBytes(3 << 20));
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync(big);
            await client.ExpectEchoAsync(big);
        }
        await client.SendAsync(Frame.Close(1000, "bye"));
        await client.ReadCloseAsync(CloseCode.Normal);
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 0, "ended");
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_in_time()
    {
        await using var server = await Server.StartAsync(options => UseCertificate(options, "pem"));
        using var client = await OpenAsync(server, "/");
        var upper = await server.NextOpenedAsync();
        Assert.True(server.LastRequest!.IsSecure);
        while (upper.Channel.TrySend(EncodedMessage.Copy(new byte[1 << 20], isText: false)))
        {
            // Until the kernel's buffers are full
        }
        server.Time.Advance(TimeSpan.FromSeconds(26));
        server.Time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_client_that_is_silent_or_does_not_speak_TLS_is_dropped()
    {
        await using var server = await Server.StartAsync(options => UseCertificate(options, "pem"));
        using var plain = await RawClient.ConnectAsync(server.EndPoint);
        await plain.SendAsync(RawClient.Request());
        await plain.DrainAsync();

        using var silent = await RawClient.ConnectAsync(server.EndPoint);
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 1, "accepted");
        server.Time.Advance(TimeSpan.FromSeconds(6));
        await silent.DrainAsync();
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 0, "dropped");
    }

    [Fact]
    public async Task ClientWebSocket_is_served()
    {
        await using var server = await Server.StartAsync(options => UseCertificate(options, "pem"));
        using var client = await WebSocketClient.ConnectAsync(
            new Uri($"wss://{server.EndPoint}/echo"), static options => options.RemoteCertificateValidationCallback = static (_, _, _, _) => true);
        await client.SendAsync("Hello");
        Assert.Equal("Hello", (await client.ReceiveAsync())!.Value.Text);
        await client.CloseAsync();
    }

    [Fact]
    public async Task An_unreadable_certificate_is_reported_with_its_option()
    {
        var path = Path.Combine(_folder.FullName, "nonsense.pem");
        await File.WriteAllTextAsync(path, "nonsense");
        var wrong = await Assert.ThrowsAsync<ListenException>(() => Server.StartAsync(options => options.CertificatePath = path));
        Assert.Contains("CertificatePath", wrong.Message);
    }

    [Fact]
    public async Task Messages_are_compressed_under_TLS_in_both_directions()
    {
        await using var server = await Server.StartAsync(
            options =>
            {
                UseCertificate(options, "pem");
                Deflated.On(options);
            },
            maxEchoBytes: 1 << 20);
        using var client = await OpenAsync(server, "/echo", "Sec-WebSocket-Extensions: permessage-deflate");
        client.ReservedBitsAgreed = Deflated.Rsv1;
        // Of a few bytes of text, and of more than one TLS record even when it is compressed: half of it is noise.
        byte[][] messages = [System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a state is like the one before; ", 200))),
            [.. RandomNumberGenerator.GetBytes(200_000), .. new byte[200_000]]];
        foreach (var message in messages)
        {
            await client.SendAsync(Deflated.Binary(message));
            Assert.Equal(message, Deflated.Inflate(await client.ReadFrameAsync()));
        }
    }

    private static async Task<RawClient> OpenAsync(Server server, string path, params string[] headers)
    {
        var client = await RawClient.ConnectAsync(server.EndPoint);
        var stream = new SslStream(new NetworkStream(client.Socket), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost").Soon();
        client.Stream = stream;
        await client.SendAsync(RawClient.Request(path, headers));
        Assert.Equal(101, (await client.ReadAnswerAsync()).Status);
        return client;
    }

    private void UseCertificate(WebSocketListenerOptions options, string form)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero));
        options.CertificatePath = Path.Combine(_folder.FullName, form == "pfx" ? "c.pfx" : "c.pem");
        var pem = certificate.ExportCertificatePem() + "\n";
        var keyPem = key.ExportPkcs8PrivateKeyPem() + "\n";
        switch (form)
        {
            case "pem":
                File.WriteAllText(options.CertificatePath, pem + keyPem);
                break;
            case "pem and key":
                File.WriteAllText(options.CertificatePath, pem);
                options.CertificateKeyPath = Path.Combine(_folder.FullName, "c.key");
                File.WriteAllText(options.CertificateKeyPath, keyPem);
                break;
            default:
                File.WriteAllBytes(options.CertificatePath, certificate.Export(X509ContentType.Pfx, "word"));
                options.CertificatePassword = "word";
                break;
        }
    }
}
