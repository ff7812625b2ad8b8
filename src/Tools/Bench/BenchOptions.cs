using System.Net;

namespace Actors.Tools.Bench;

/// <param name="Processes">Of the server, if they are on this machine.</param>
/// <param name="Rooms">That the clients are spread over; empty: all go where the server lets them in.</param>
internal sealed record BenchOptions(
    IPEndPoint Server, IReadOnlyList<BenchDialect> Dialects, IReadOnlyList<int> Processes, int Connections, IReadOnlyList<string> Rooms, int Runs, TimeSpan WarmUp, TimeSpan Window);
