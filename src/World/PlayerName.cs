using System.Globalization;

namespace Actors.World;

/// <summary>What a player may be called: 2 to 20 letters, digits, _ - or ', beginning with a letter.</summary>
public static class PlayerName
{
    private const string GuestPrefix = "guest";
    private static readonly string[] Reserved = ["all", "me", "self", "everyone", "nobody", "server", "admin"];

    /// <summary>A guest's name until it chooses one; nobody may choose such a name.</summary>
    public static string ForGuest(PlayerId player) => string.Create(CultureInfo.InvariantCulture, $"{GuestPrefix}{player.Value}");

    /// <summary>A name without its invisible characters. This one is to be checked and taken in place of the requested one.</summary>
    public static string Visible(string name) => CommandLine.Clean(name);

    /// <summary>Why a name is refused; null when it is allowed.</summary>
    public static Rejected? Check(string name)
    {
        if (name.Length is < 2 or > 20)
            return new Rejected(Codes.BadName, "A name has 2 to 20 characters.");
        if (!char.IsAsciiLetter(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '\''))
            return new Rejected(Codes.BadName, "A name begins with a letter and has only letters, digits, _, - and '.");
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            return new Rejected(Codes.BadName, $"Nobody can be called {name}.");
        if (name.StartsWith(GuestPrefix, StringComparison.OrdinalIgnoreCase) && name[GuestPrefix.Length..].All(char.IsAsciiDigit))
            return new Rejected(Codes.BadName, "Such names are kept for guests.");
        return null;
    }
}
