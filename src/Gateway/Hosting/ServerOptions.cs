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

/// <summary>A gateway's options beyond those of every node.</summary>
public sealed class ServerOptions : NodeOptions
{
    /// <summary>All options of a gateway, including the sections that are bound by themselves.</summary>
    public static OptionTree Known => OptionTree.Of<ServerOptions>().With<GatewayLimits>("Limits").With<RoomOptions>("Rooms");

    /// <summary>Options of the page, health, metrics and the admin console.</summary>
    public HttpOptions Http { get; set; } = new();

    /// <summary>Whose signed tokens are trusted.</summary>
    public IdentityOptions Identity { get; set; } = new();

    /// <summary>The operators' page.</summary>
    public AdminOptions Admin { get; set; } = new();

    /// <summary>A reverse proxy stands between clients and the listeners, and speaks TLS with the clients. Then listeners off loopback need no certificate of their own.</summary>
    public bool BehindProxy { get; set; }

    /// <summary>The WebSocket listeners, by names of the operator's choosing, so that each can be changed from the environment.</summary>
    public Dictionary<string, WebSocketOptions> WebSockets { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["main"] = new() { Port = 3000, Dialect = "arena" },
        ["mud"] = new() { Port = 8000, Dialect = "mud" },
        ["collector"] = new() { Port = 8765, Dialect = "collector" },
        ["packets"] = new() { Port = 3001, Dialect = "packets" },
    };

    /// <summary>Options of the listener for Socket.IO.</summary>
    public SocketIOListenerOptions SocketIO { get; set; } = new();

    /// <summary>Options of the listener for clients that speak packets.</summary>
    public PacketsOptions Packets { get; set; } = new();

    /// <summary>Options of the listener for datagrams.</summary>
    public DatagramOptions Datagram { get; set; } = new();

    /// <summary>Options of native clients that ask for an area of interest.</summary>
    public AreaOptions Areas { get; set; } = new();

    /// <inheritdoc/>
    public override IEnumerable<(string Option, string Room)> FindNamedRooms()
    {
        foreach (var (name, listener) in WebSockets)
        {
            if (!string.IsNullOrEmpty(listener.Room))
                yield return ($"Actors:WebSockets:{name}:Room", listener.Room);
        }
        if (!string.IsNullOrEmpty(SocketIO.Room))
            yield return ("Actors:SocketIO:Room", SocketIO.Room);
        if (!string.IsNullOrEmpty(Datagram.Room))
            yield return ("Actors:Datagram:Room", Datagram.Room);
    }
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

    /// <summary>Where browsers find the WebSocket when it is not on the page's host at the main listener's port, as behind a proxy. A path alone, <c>/play</c>, is on the page's host.</summary>
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
    /// <summary>The dialects that an option or a query can name.</summary>
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

    /// <summary>The room of new players that ask for no room; null: content decides for their dialect.</summary>
    public string? Room { get; set; }

    /// <summary>A path on which every message is sent back as it came, for conformance suites: <c>/echo</c>. Off when empty.</summary>
    public string EchoPath { get; set; } = "";

    /// <summary>Bytes of a message on the echo path.</summary>
    [Range(125, 256 * 1024 * 1024)]
    public int EchoMaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The listener's limits and TLS.</summary>
    [WithoutOptions(nameof(WebSocketListenerOptions.Name), nameof(WebSocketListenerOptions.Address), nameof(WebSocketListenerOptions.Port))]
    public WebSocketListenerOptions Limits { get; set; } = new();

    /// <summary>The library's options for the listener of that name.</summary>
    internal WebSocketListenerOptions ToListener(string name)
    {
        Limits.Name = name;
        Limits.Address = Address;
        Limits.Port = Port;
        return Limits;
    }

    /// <summary>All errors of the listener of that name, each with the name of its option.</summary>
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
