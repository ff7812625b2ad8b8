using System.Net;

namespace Actors.Bench.Load.Measuring;

/// <summary>One run of one server with one work.</summary>
internal static class Trial
{
    public static async Task<Result> RunAsync(Peer peer, Work work, Settings settings)
    {
        await using var server = await Server.StartAsync(peer, settings);
        try
        {
            return await Measurement.RunAsync(
                work, peer.Wire(work.Kind == WorkKind.Apart ? WorkKind.States : work.Kind), new IPEndPoint(IPAddress.Loopback, server.Port), [.. server.ProcessIds], settings.WarmUp, settings.Window,
                server.BytesBetweenNodesAsync);
        }
        catch (NotSupportedException lacking)
        {
            return Result.Skipped(lacking.Message);
        }
        catch (Exception failed) when (failed is InvalidDataException or InvalidOperationException or HttpRequestException or System.Net.Sockets.SocketException)
        {
            return Result.Failed(failed.Message.ReplaceLineEndings(" "));
        }
    }
}
