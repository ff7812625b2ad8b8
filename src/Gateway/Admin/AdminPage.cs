using System.Reflection;
using System.Text;

namespace Actors.Gateway.Admin;

/// <summary>
/// The files of the operators' page. A visitor that is not logged in gets the login form, and nothing that requests data it may not see. A refused visitor gets the form
/// again, with the reason, because a browser that got a bare refusal would have to find its own way back.
/// </summary>
internal sealed class AdminPage(AdminGate gate)
{
    private const string Html = "text/html; charset=utf-8";
    private const string RefusalPlace = "<!--refusal-->";

    private readonly byte[] _page = Read("admin.html");
    private readonly string _login = Encoding.UTF8.GetString(Read("login.html"));

    public IResult Show(HttpContext context) => gate.FormOf(context) is null ? Login(AdminRefusal.Of(context.Request.Query["refused"])) : Results.Bytes(_page, Html);

    public static Func<IResult> File(string name, string type)
    {
        var content = Read(name);
        return () => Results.Bytes(content, type);
    }

    /// <summary>A browser that is refused is redirected to the form; a script gets the status.</summary>
    public IResult LogIn(HttpContext context, string offered)
    {
        if (gate.LogIn(context, offered) is not { } refusal)
            return Results.Redirect("/admin");
        var isBrowser = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return isBrowser ? Results.Redirect($"/admin?refused={refusal.Reason}") : refusal.Result;
    }

    private IResult Login(AdminRefusal? refusal) =>
        Results.Text(_login.Replace(RefusalPlace, refusal is null ? "" : $"<p id=\"refusal\" role=\"alert\">{refusal.Text}</p>", StringComparison.Ordinal), Html);

    private static byte[] Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not in the program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
