using System.ComponentModel.DataAnnotations;
using Actors.Channels;
using Actors.Datagrams;

namespace Actors.Gateway.Hosting;

/// <summary>The UDP listener of the <c>datagram</c> dialect.</summary>
public sealed class DatagramOptions
{
    /// <summary>The section of these options in the configuration.</summary>
    public const string Section = $"{ServerOptions.Section}:Datagram";

    /// <summary>Whether the listener is on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>An IP address; <c>localhost</c>; <c>*</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "localhost";

    /// <summary>0: any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 9999;

    /// <summary>The room of new players; null: content decides.</summary>
    public string? Room { get; set; }

    /// <summary>A port on which every datagram is sent back as it came, for tools; 0: any free one. Off when not given.</summary>
    [Range(0, 65535)]
    public int? EchoPort { get; set; }

    /// <summary>Payloads are written as text, for clients whose MessagePack is older than 2013 and knows no bytes. Payloads from clients are read in either form.</summary>
    public bool OldRaw { get; set; }

    /// <summary>The limits of one client.</summary>
    public DatagramLimits Limits { get; set; } = new();

    /// <summary>All errors, each with the name of its option.</summary>
    internal IEnumerable<string> Problems()
    {
        var problems = Wrong(this, Section).Concat(Wrong(Limits, $"{Section}:Limits"));
        return ListenAddress.IsValid(Address) ? problems : problems.Append($"{Section}:{nameof(Address)}: {ListenAddress.Problem(Address)}.");
    }

    private static IEnumerable<string> Wrong(object options, string section)
    {
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
        return wrong.Select(result => $"{section}: {result.ErrorMessage}");
    }
}
