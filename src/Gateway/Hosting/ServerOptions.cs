using System.ComponentModel.DataAnnotations;
using Actors.Gateway.Admin;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.Rooms;
using Actors.WebSockets;

namespace Actors.Gateway.Hosting;

/// <summary>What a gateway node is told beyond what every node is.</summary>
public sealed class ServerOptions : NodeOptions
{
    /// <summary>All that a gateway can be told, with the sections that are bound by themselves.</summary>
    public static OptionTree Known => OptionTree.Of<ServerOptions>().With<GatewayLimits>("Limits").With<RoomOptions>("Rooms");

    /// <summary>Of the page, health, metrics and the admin's console.</summary>
    public HttpOptions Http { get; set; } = new();

    /// <summary>Whose signed tokens are believed.</summary>
    public IdentityOptions Identity { get; set; } = new();

    /// <summary>The operators' page.</summary>
    public AdminOptions Admin { get; set; } = new();

    /// <summary>A reverse proxy stands between clients and the listeners, and speaks TLS with them: listeners off loopback need no certificate of their own then.</summary>
    public bool BehindProxy { get; set; }

    /// <summary>By a name of the operator's choosing, so that one can be changed from the environment.</summary>
    public Dictionary<string, WebSocketOptions> WebSockets { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["main"] = new() { Port = 3000, Dialect = "arena" },
        ["mud"] = new() { Port = 8000, Dialect = "mud" },
        ["collector"] = new() { Port = 8765, Dialect = "collector" },
        ["packets"] = new() { Port = 3001, Dialect = "packets" },
    };

    /// <summary>Of the listener for Socket.IO.</summary>
    public SocketIOListenerOptions SocketIO { get; set; } = new();

    /// <summary>Of the listener for clients that speak packets.</summary>
    public PacketsOptions Packets { get; set; } = new();

    /// <summary>Of the listener for datagrams.</summary>
    public DatagramOptions Datagram { get; set; } = new();

    /// <summary>Of clients of the native protocol that wish for an area of interest.</summary>
    public AreaOptions Areas { get; set; } = new();
}

/// <summary>The web client, health and metrics.</summary>
public sealed class HttpOptions
{
    /// <summary>An IP address; <c>localhost</c>; <c>*</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "localhost";

    /// <summary>0: any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>Where browsers find the WebSocket when it is not on the page's host at the main listener's port: behind a proxy. A path alone, <c>/play</c>, is one of the page's host.</summary>
    public string? WebSocketUrl { get; set; }

    /// <summary>A certificate file turns TLS on: PEM (its chain may follow it) or PFX/PKCS#12.</summary>
    [DataType("Path")]
    public string? CertificatePath { get; set; }

    /// <summary>The private key of a PEM certificate, if it is not in the same file.</summary>
    [DataType("Path")]
    public string? CertificateKeyPath { get; set; }

    /// <summary>The password of a PFX file or of an encrypted PEM key.</summary>
    public string? CertificatePassword { get; set; }
}

/// <summary>One WebSocket listener.</summary>
public sealed class WebSocketOptions
{
    /// <summary>Those that an option or a query can name.</summary>
    internal static readonly IReadOnlyList<string> Dialects = ["arena", "mud", "terminal", "collector", "packets"];

    /// <summary>An IP address; <c>localhost</c>; <c>*</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "localhost";

    /// <summary>0: any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>The dialect of clients that name none by their path, query or subprotocol: <c>arena</c>, <c>mud</c>, <c>terminal</c>, <c>collector</c> or <c>packets</c>.</summary>
    [Required]
    public string Dialect { get; set; } = "arena";

    /// <summary>Where newcomers come in that name no room; null: where the content has it for clients of their dialect.</summary>
    public string? Room { get; set; }

    /// <summary>A path on which every message is sent back as it came, for conformance suites: <c>/echo</c>. Off when empty.</summary>
    public string EchoPath { get; set; } = "";

    /// <summary>Bytes of a message on the echo path.</summary>
    [Range(125, 256 * 1024 * 1024)]
    public int EchoMaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The listener's limits and TLS.</summary>
    [WithoutOptions(nameof(WebSocketListenerOptions.Name), nameof(WebSocketListenerOptions.Address), nameof(WebSocketListenerOptions.Port))]
    public WebSocketListenerOptions Limits { get; set; } = new();

    /// <summary>What the library is told of a listener of that name.</summary>
    internal WebSocketListenerOptions ToListener(string name)
    {
        Limits.Name = name;
        Limits.Address = Address;
        Limits.Port = Port;
        return Limits;
    }

    /// <summary>All that is wrong with the listener of that name, each with the name of its option.</summary>
    internal IEnumerable<string> Problems(string name)
    {
        var section = $"{ServerOptions.Section}:WebSockets:{name}";
        if (!Dialects.Contains(Dialect))
            yield return $"{section}:{nameof(Dialect)} is \"{Dialect}\"; known are {string.Join(", ", Dialects)}.";
        // The listener's address and port stand beside its limits.
        foreach (var failure in new WebSocketListenerOptionsValidator().Validate(null, ToListener(name)).Failures ?? [])
            yield return failure.StartsWith($"{nameof(Address)}:", StringComparison.Ordinal) ? $"{section}:{failure}" : $"{section}:{nameof(Limits)}:{failure}";
    }
}
