using Spectre.Console;

namespace Actors.Tools.Common.Terminal;

/// <summary>The meaning of colours, in all tools. They are the colours of the terminal's own theme.</summary>
internal static class Look
{
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Warn = new(Color.Olive);
    public static readonly Style Bad = new(Color.Maroon, decoration: Decoration.Bold);
    public static readonly Style Dim = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Accent = new(Color.Teal);
}
