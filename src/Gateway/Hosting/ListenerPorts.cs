namespace Actors.Gateway.Hosting;

/// <summary>Finds listeners of one server that want the same port. Without this check the second would find it taken, and blame another program for it.</summary>
internal static class ListenerPorts
{
    public static IEnumerable<string> Problems(ServerOptions options) =>
        All(options).Where(static listener => listener.Port != 0).GroupBy(static listener => listener.Port)
            .Select(static same => same.ToList())
            .Where(static same => same.Count > 1 && (same.Exists(static listener => listener.Address == "*") || same.GroupBy(static listener => listener.Address).Any(static at => at.Count() > 1)))
            .Select(static same => $"{string.Join(" and ", same.Select(static listener => listener.Option))} are the same, {same[0].Port}; each listener has a port of its own.");

    /// <summary>The TCP listeners; UDP has ports of its own.</summary>
    private static IEnumerable<(string Option, string Address, int Port)> All(ServerOptions options)
    {
        yield return ("Actors:Http:Port", Plain(options.Http.Address), options.Http.Port);
        if (options.SocketIO.Enabled)
            yield return ("Actors:SocketIO:Port", Plain(options.SocketIO.Address), options.SocketIO.Port);
        foreach (var (name, listener) in options.WebSockets)
            yield return ($"Actors:WebSockets:{name}:Port", Plain(listener.Address), listener.Port);
    }

    private static string Plain(string address) => address.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : address;
}
