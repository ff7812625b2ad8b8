using Actors.Tools.Common.Terminal;
using Spectre.Console;

namespace Actors.Tools.Player;

/// <summary>The glyphs of a map: letters for living things, signs for everything else.</summary>
internal static class Glyphs
{
    public static readonly Style Self = new(Color.Black, Color.Olive, Decoration.Bold);
    public static readonly Style Player = new(Color.Green, decoration: Decoration.Bold);
    public static readonly Style Creature = new(Color.Olive);
    public static readonly Style Item = new(Color.Teal, decoration: Decoration.Bold);
    public static readonly Style Exit = new(Color.Purple, decoration: Decoration.Bold);
    public static readonly Style Shot = new(Color.Maroon, decoration: Decoration.Bold);
    public static readonly Style Spent = new(decoration: Decoration.Dim);

    private static readonly Style Green = new(Color.Green), Blue = new(Color.Blue), Brown = new(Color.Olive), Stone = new(decoration: Decoration.Dim);

    public const string Myself = "@", Thing = "!", Projectile = "*";

    public static string OfPlayer(string name) => Initial(name).ToUpperInvariant();

    public static string OfCreature(string name) => Initial(name).ToLowerInvariant();

    public static (string Glyph, Style Style) OfResource(string resource) => resource switch
    {
        "wood" => ("¥", Green),
        "stone" => ("^", Stone),
        "food" => ("%", Green),
        "gold" => ("$", Brown),
        _ => ("+", Brown),
    };

    /// <summary>Worlds name their scenery freely; an unknown kind is a block.</summary>
    public static (string Glyph, Style Style) OfScenery(string kind) => kind switch
    {
        "tree" or "bush" or "hedge" or "reeds" or "pine" or "oak" => ("♣", Green),
        "water" or "fountain" or "well" or "pond" or "river" or "sea" or "stream" => ("≈", Blue),
        "wall" or "rock" or "boulder" or "pillar" or "statue" => ("▓", Stone),
        _ => ("▒", Brown),
    };

    /// <summary>The arrow for a direction, one of eight.</summary>
    public static string Arrow(double across, double down) =>
        "→↘↓↙←↖↑↗"[(int)Math.Round(Math.Atan2(down, across) / (Math.PI / 4) + 8) % 8].ToString();

    private static string Initial(string name) => name.FirstOrDefault(char.IsAsciiLetterOrDigit) is var letter and not '\0' ? letter.ToString() : "?";
}
