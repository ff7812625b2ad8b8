using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Admin;

/// <summary>The operators' page at <c>/admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>The section of these options in the configuration.</summary>
    public const string Section = "Actors:Admin";

    /// <summary>A file with the token that opens the page: at least 16 characters, the same on all gateways. Empty: there is no such page.</summary>
    [DataType("Path")]
    public string? TokenFile { get; set; }

    /// <summary>A file whose text, if any, is shown at the top of the page: a notice to operators from a script or from <c>dev</c>. Empty: none.</summary>
    [DataType("Path")]
    public string? NoticeFile { get; set; }

    /// <summary>Wrong tokens a minute that are checked for one client address; further tokens are refused unchecked with 429.</summary>
    [Range(1, 10_000)]
    public int FailedTriesPerMinute { get; set; } = 10;

    /// <summary>How long a browser stays logged in.</summary>
    [Range(0.1, 720)]
    public double SessionHours { get; set; } = 12;
}
