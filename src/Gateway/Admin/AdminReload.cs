using System.Text.Json;
using Actors.Reloading;

namespace Actors.Gateway.Admin;

/// <summary>The body of the answer to <c>/admin/reload</c>. Names and units are part of the interface: docs/cluster.md lists them.</summary>
/// <param name="Outcome"><c>done</c>, <c>unchanged</c>, <c>invalid</c>, <c>needsRestart</c> or <c>disagreed</c>.</param>
/// <param name="Message">One line, for humans.</param>
/// <param name="Problems">Why the content cannot be used, one line for each problem.</param>
/// <param name="Content">The hash of what was read; null when that cannot be used.</param>
/// <param name="Nodes">The number of nodes that go on with it.</param>
/// <param name="RenewedRooms">Active rooms that were saved and restarted.</param>
internal sealed record AdminReload(
    string Outcome, string Message, IReadOnlyList<string> Problems, string? Content, int Nodes, int ActiveRooms, int RenewedRooms, double Milliseconds)
{
    /// <summary>200 when the world goes on with the content of the files, 400 when the content has mistakes, 409 when the cluster prevents the reload.</summary>
    /// <param name="report">Null: the server is stopping.</param>
    public static IResult ResultOf(ReloadReport? report)
    {
        if (report is null)
            return Results.Text("The server is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable);
        var status = report.IsUsed ? StatusCodes.Status200OK
            : report.Outcome == ReloadOutcome.Invalid ? StatusCodes.Status400BadRequest
            : StatusCodes.Status409Conflict;
        return Results.Json(Of(report), statusCode: status);
    }

    private static AdminReload Of(ReloadReport report) => new(
        JsonNamingPolicy.CamelCase.ConvertName(report.Outcome.ToString()),
        report.Lines[0],
        report.Problems,
        report.Hash,
        report.Nodes,
        report.ActiveRooms,
        report.RenewedRooms,
        Math.Round(report.Elapsed.TotalMilliseconds, 1));
}
