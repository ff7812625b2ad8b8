using Actors.World;

namespace Actors.Gateway.Dialects.Datagram;

/// <summary>The world knows no colours. Each player gets one from its number: the same on every gateway, and bright enough to be seen.</summary>
internal static class PlayerColor
{
    public static (byte Red, byte Green, byte Blue) Of(PlayerId player)
    {
        // Consecutive numbers are far apart on the circle of hues.
        var hue = (player.Value * 0.618033988749895) % 1 * 6;
        return (Channel(hue, 5), Channel(hue, 3), Channel(hue, 1));
    }

    /// <summary>From hue to one of red, green and blue at full value and three quarters of saturation.</summary>
    private static byte Channel(double hue, int offset)
    {
        var k = (offset + hue) % 6;
        return (byte)Math.Round(255 * (1 - (0.75 * Math.Clamp(Math.Min(k, 4 - k), 0, 1))));
    }
}
