namespace Actors.Tools.Common;

/// <summary>`3000`, or several: `3000,3010`.</summary>
internal static class PortList
{
    private const int MaxPorts = 64;

    public static bool TryParse(string text, out int[] ports)
    {
        var parts = text.Split(',', MaxPorts + 1, StringSplitOptions.TrimEntries);
        ports = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!ushort.TryParse(parts[i], out var port) || port == 0)
                return false;
            ports[i] = port;
        }
        return parts.Length <= MaxPorts;
    }
}
