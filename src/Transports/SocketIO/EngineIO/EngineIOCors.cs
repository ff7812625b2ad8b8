using Microsoft.Extensions.Primitives;

namespace Actors.SocketIO.EngineIO;

/// <summary>Cross-origin requests, as the Fetch standard has them.</summary>
public sealed class EngineIOCorsOptions
{
    /// <summary>Origins as browsers send them, <c>https://game.example</c>, or <c>*</c> for all. None by default.</summary>
    public ISet<string> AllowedOrigins { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether cookies and authorization of the page's user may come with a request. False by default.</summary>
    public bool AllowCredentials { get; set; }

    /// <summary>How long a browser may remember the answer to a preflight. 10 minutes by default.</summary>
    public TimeSpan PreflightMaxAge { get; set; } = TimeSpan.FromMinutes(10);
}

internal static class EngineIOCors
{
    /// <summary>Adds the headers to the response that let the page read it, if it may.</summary>
    public static void Apply(EngineIOCorsOptions options, HttpContext context)
    {
        var response = context.Response.Headers;
        var anyone = options.AllowedOrigins.Contains("*");
        if (!anyone)
            response.Append("Vary", "Origin");
        var origin = context.Request.Headers.Origin;
        if (StringValues.IsNullOrEmpty(origin) || (!anyone && !options.AllowedOrigins.Contains(origin.ToString())))
            return;

        response.AccessControlAllowOrigin = anyone ? "*" : origin;
        if (options.AllowCredentials)
            response.AccessControlAllowCredentials = "true";
        if (!HttpMethods.IsOptions(context.Request.Method))
            return;
        response.AccessControlAllowMethods = "GET, POST";
        response.AccessControlMaxAge = ((long)options.PreflightMaxAge.TotalSeconds).ToString();
        if (context.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked)
            response.AccessControlAllowHeaders = asked;
    }
}
