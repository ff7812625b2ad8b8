using System.ComponentModel.DataAnnotations;
using Actors.Channels;
using Actors.Hosting.Startup;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;

namespace Actors.Gateway.Hosting;

/// <summary>Where clients of Socket.IO find the world, and what the protocol allows them.</summary>
public sealed class SocketIOListenerOptions
{
    /// <summary>Whether there is a listener for Socket.IO.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>An IP address; <c>localhost</c>; <c>*</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "localhost";

    /// <summary>0: any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 5000;

    /// <summary>The room of new players that ask for no room; null: content decides.</summary>
    public string? Room { get; set; }

    /// <summary>Begins and ends with a slash, as clients have it by default.</summary>
    [Required]
    public string Path { get; set; } = "/socket.io/";

    /// <summary>
    /// Web origins (<c>https://game.example</c>) whose pages may connect, or <c>*</c> for all. Empty: any by WebSocket, for which browsers do not enforce CORS, and by
    /// polling those of the listener's own origin. A client that names no origin is not a browser and may connect.
    /// </summary>
    public IList<string> Origins { get; set; } = [];

    /// <summary>Seconds that clients have to be notified of a stop before their connections are dropped.</summary>
    [Range(0, 60)]
    public int StopSeconds { get; set; } = 5;

    /// <summary>Heartbeat, sizes and times of the protocol; docs/socketio.md lists them.</summary>
    [WithoutOptions(nameof(SocketIOOptions.MaxSessions))]
    public SocketIOOptions Protocol { get; set; } = new();

    /// <summary>All errors, each with the name of its option.</summary>
    public IEnumerable<string> Validate()
    {
        const string Section = "Actors:SocketIO:";
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), wrong, validateAllProperties: true);
        foreach (var result in wrong)
            yield return $"{Section}{result.MemberNames.First()}: {result.ErrorMessage}";
        if (Address.Length > 0 && !ListenAddress.IsValid(Address))
            yield return $"{Section}{nameof(Address)}: {ListenAddress.Problem(Address)}.";
        if (Path is not ['/', .., '/'])
            yield return $"{Section}{nameof(Path)}: \"{Path}\" does not begin and end with a slash.";
        for (var i = 0; i < Origins.Count; i++)
        {
            if (Origins[i] != "*" && !(Uri.TryCreate(Origins[i], UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" && !Origins[i].EndsWith('/')))
                yield return $"{Section}{nameof(Origins)}:{i}: \"{Origins[i]}\" is not of the form scheme://host[:port].";
        }
        foreach (var error in Protocol.Validate())
            yield return $"{Section}{nameof(Protocol)}:{error}";
    }

    /// <summary>The library's options, with those that the gateway decides.</summary>
    internal SocketIOOptions ToProtocol(int maxSessions)
    {
        Protocol.MaxSessions = maxSessions;
        if (Protocol.StopTimeout > TimeSpan.FromSeconds(StopSeconds))
            Protocol.StopTimeout = TimeSpan.FromSeconds(StopSeconds);
        if (Origins.Count > 0)
        {
            Protocol.Cors ??= new EngineIOCorsOptions();
            Protocol.Cors.AllowedOrigins.UnionWith(Origins);
            Protocol.AllowRequest = MayConnect;
        }
        return Protocol;
    }

    private bool MayConnect(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length == 0 || Protocol.Cors!.AllowedOrigins.Contains("*") || Protocol.Cors.AllowedOrigins.Contains(origin)
            || string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
