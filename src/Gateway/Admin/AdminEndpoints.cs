using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Admin;

/// <summary>The operators' page: shows what the cluster is doing, drains a node, and reloads the content. Without a token none of it is mapped.</summary>
internal static class AdminEndpoints
{
    private const int MaxFormBytes = 4096;
    private const int MaxNotice = 4000;

    /// <summary>The page may load only its own files, and no other page may frame it.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <param name="behindProxy">A reverse proxy speaks TLS with the browser.</param>
    /// <exception cref="InvalidOperationException">The token cannot be read; the message says why.</exception>
    public static void MapAdmin(this WebApplication app, IOperatedServer server, bool behindProxy)
    {
        var options = app.Services.GetRequiredService<IOptions<AdminOptions>>().Value;
        if (string.IsNullOrEmpty(options.TokenFile))
            return;
        var time = app.Services.GetRequiredService<TimeProvider>();
        var gate = new AdminGate(AdminToken.Read(options.TokenFile), options, behindProxy, time);
        var page = new AdminPage(gate);

        var admin = app.MapGroup("/admin").AddEndpointFilter(static (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.CacheControl = "no-store";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        // The page itself is no secret: it requests everything that it shows.
        admin.MapGet("", (HttpContext context) => page.Show(context));
        admin.MapGet("/admin.js", AdminPage.File("admin.js", "text/javascript; charset=utf-8"));
        admin.MapGet("/admin.css", AdminPage.File("admin.css", "text/css; charset=utf-8"));
        admin.MapGet("/state", async (HttpContext context) => gate.Admit(context) ?? await StateAsync(server, time, gate.FormOf(context), options.NoticeFile));
        admin.MapPost("/drain", async (HttpContext context, string node, bool draining, CancellationToken cancellation) =>
            gate.AdmitChange(context) ?? await DrainAsync(server, node, draining, cancellation));
        admin.MapPost("/reload", async (HttpContext context, CancellationToken cancellation) => gate.AdmitChange(context) ?? AdminReload.ResultOf(await server.ReloadAsync(cancellation)));
        admin.MapPost("/login", (HttpContext context, CancellationToken cancellation) => LogInAsync(page, context, cancellation)).WithMetadata(new RequestSizeLimitAttribute(MaxFormBytes));
        admin.MapPost("/logout", (HttpContext context) => gate.AdmitChange(context) ?? gate.LogOut(context));
    }

    private static async Task<IResult> StateAsync(IOperatedServer server, TimeProvider time, string? form, string? noticeFile)
    {
        if (server.Inspection is not { } cluster)
            return Results.Text("The server is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable);
        return Results.Json(AdminState.Of(await cluster.GetStatusAsync(), cluster.Node, server.IsReady, server.CountByDialect(), time.GetUtcNow(), form, NoticeIn(noticeFile), server.ContentHash));
    }

    /// <summary>Null when there is no notice, or while the file cannot be read because it is being written or deleted.</summary>
    private static string? NoticeIn(string? file)
    {
        try
        {
            var text = string.IsNullOrEmpty(file) ? "" : File.ReadAllText(file).Trim();
            return text.Length == 0 ? null : text[..Math.Min(text.Length, MaxNotice)];
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<IResult> DrainAsync(IOperatedServer server, string node, bool draining, CancellationToken cancellation)
    {
        try
        {
            return server.Inspection is { } cluster && await cluster.SetDrainingAsync(node, draining, cancellation)
                ? Results.NoContent()
                : Results.Text("No node of a cluster has that name.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (Exception cannot) when (cannot is DbException or TimeoutException or IOException)
        {
            return Results.Text("The database is out of reach; ask again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> LogInAsync(AdminPage page, HttpContext context, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType)
            return Results.Text("The form's field is called token.", statusCode: StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync(cancellation);
        return page.LogIn(context, form["token"].ToString());
    }
}
