using Actors.Gateway.Admin;
using Actors.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>The HTTP endpoints: the web client, health, metrics and the operators' page.</summary>
internal static class HttpEndpoints
{
    /// <summary>
    /// Browsers cache a file, and use it only after the server has confirmed that it is unchanged. Without the header they guess for each file how long it stays the same,
    /// so that a page would run with modules of the previous version.
    /// </summary>
    private const string AskEachTime = "no-cache";

    public static void MapHttp(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // The page needs nothing from other origins except the WebSocket, which may be on another port or host.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; style-src 'self' 'unsafe-inline'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next();
        });
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = AskEachTime });
        var server = app.Services.GetRequiredService<WorldServer>();
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        app.MapGet("/config.json", (HttpResponse response) =>
        {
            response.Headers.CacheControl = AskEachTime;
            return new
            {
                webSocketUrl = options.Http.WebSocketUrl,
                webSocketPort = server.EndPoints.TryGetValue("main", out var main) ? main.Port : server.EndPoints.Values.FirstOrDefault()?.Port,
            };
        });
        app.MapNode();
        app.MapAdmin(server, options.BehindProxy);
    }
}
