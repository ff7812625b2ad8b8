using System.Text.Json;
using Actors.Reloading;

namespace Actors.Gateway.Admin;

/// <summary>The body of the answer to <c>/admin/reload</c>. Names and units are part of the interface: docs/cluster.md lists them.</summary>
/// <param name="Outcome"><c>done</c>, <c>unchanged</c>, <c>invalid</c>, <c>needsRestart</c> or <c>disagreed</c>.</param>
/// <param name="Message">A line for people.</param>
/// <param name="Problems">What keeps the content from being used, a line each.</param>
/// <param name="Content">The hash of what was read; null when that cannot be used.</param>
/// <param name="Nodes">That go on with it.</param>
/// <param name="RenewedRooms">Active rooms that were begun anew.</param>
internal sealed record AdminReload(
    string Outcome, string Message, IReadOnlyList<string> Problems, string? Content, int Nodes, int ActiveRooms, int RenewedRooms, double Milliseconds)
{
    /// <summary>200 when the world goes on with the content of the files, 400 when there are mistakes in it, 409 when the cluster is in the way.</summary>
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
