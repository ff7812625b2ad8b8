using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Admin;

/// <summary>The operators' page at <c>/admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>Where they stand in the configuration.</summary>
    public const string Section = "Actors:Admin";

    /// <summary>A file with the token that opens the page, 16 characters at least; the same at all gateways. Empty: there is no such page.</summary>
    [DataType("Path")]
    public string? TokenFile { get; set; }

    /// <summary>A file whose text stands at the top of the page while there is any: what a script or <c>dev</c> has to say to operators. Empty: none.</summary>
    [DataType("Path")]
    public string? NoticeFile { get; set; }

    /// <summary>Wrong tokens that are looked at in a minute, of one client address; further ones are refused unseen with 429.</summary>
    [Range(1, 10_000)]
    public int FailedTriesPerMinute { get; set; } = 10;

    /// <summary>How long a browser stays logged in.</summary>
    [Range(0.1, 720)]
    public double SessionHours { get; set; } = 12;
}
