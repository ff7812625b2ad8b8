using System.Net;

namespace Actors.Tools.Bench;

/// <param name="Processes">Of the server, if it runs on this machine.</param>
/// <param name="Rooms">The rooms that clients are spread over; empty: all go to the server's default room.</param>
internal sealed record BenchOptions(
    IPEndPoint Server, IReadOnlyList<BenchDialect> Dialects, IReadOnlyList<int> Processes, int Connections, IReadOnlyList<string> Rooms, int Runs, TimeSpan WarmUp, TimeSpan Window);
