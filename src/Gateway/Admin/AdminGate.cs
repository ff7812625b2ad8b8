namespace Actors.Gateway.Admin;

/// <summary>Decides who may see the operators' page: by <c>Authorization: Bearer</c>, or by the cookie that the login form gives for the same token.</summary>
internal sealed class AdminGate(AdminToken token, AdminOptions options, bool behindProxy, TimeProvider time)
{
    /// <summary>The header by which a logged-in page proves that the request is its own.</summary>
    public const string FormHeader = "X-Admin-Form";

    private const string Cookie = "actors_admin";
    private const string Scheme = "Bearer ";

    private readonly AdminMetrics _metrics = AdminMetrics.Instance;
    private readonly AdminTries _tries = new(options.FailedTriesPerMinute, time);

    /// <summary>The form token of the request's session; null when the request has none, because it is authorized by its header or not at all.</summary>
    public string? FormOf(HttpContext context) => SessionOf(context) is { } session ? token.FormOf(session) : null;

    /// <returns>Null when the request may see the page; else the refusal.</returns>
    public IResult? Admit(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Try(context, header[Scheme.Length..].Trim())?.Result;
        return SessionOf(context) is null ? Results.Text("Say who you are: a bearer token, or the form at /admin.", statusCode: StatusCodes.Status401Unauthorized) : null;
    }

    /// <summary>Like <see cref="Admit"/>, for requests that change something: a session must prove that its own page sent the request.</summary>
    public IResult? AdmitChange(HttpContext context)
    {
        if (Admit(context) is { } refusal)
            return refusal;
        if (context.Request.Headers.Authorization.Count > 0)
            return null;
        if (SessionOf(context) is { } session && token.IsFormOf(session, context.Request.Headers[FormHeader].ToString()))
            return null;
        _metrics.Refused("form");
        return Results.Text($"The header {FormHeader} is missing or not this session's.", statusCode: StatusCodes.Status403Forbidden);
    }

    /// <returns>Null when the response sets the cookie; else the refusal.</returns>
    public AdminRefusal? LogIn(HttpContext context, string offered)
    {
        if (Try(context, offered) is { } refusal)
            return refusal;
        var until = time.GetUtcNow().AddHours(options.SessionHours);
        context.Response.Cookies.Append(Cookie, token.NewSession(until), About(context, until));
        return null;
    }

    public IResult LogOut(HttpContext context)
    {
        context.Response.Cookies.Delete(Cookie, About(context, null));
        return Results.NoContent();
    }

    private AdminRefusal? Try(HttpContext context, string offered)
    {
        var address = context.Connection.RemoteIpAddress;
        if (_tries.AreUsedUp(address))
            return Refused(AdminRefusal.TooManyTries);
        if (token.Is(offered))
            return null;
        _tries.Failed(address);
        return Refused(AdminRefusal.WrongToken);
    }

    private AdminRefusal Refused(AdminRefusal refusal)
    {
        _metrics.Refused(refusal.Reason);
        return refusal;
    }

    private string? SessionOf(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } session && token.IsSession(session, time.GetUtcNow(), TimeSpan.FromHours(options.SessionHours)) ? session : null;

    /// <summary>Behind a proxy that speaks TLS with the browser, the request arrives here without TLS.</summary>
    private CookieOptions About(HttpContext context, DateTimeOffset? until) =>
        new() { Path = "/admin", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = behindProxy || context.Request.IsHttps, Expires = until };
}
