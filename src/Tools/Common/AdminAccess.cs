using System.CommandLine;
using System.Net.Http.Headers;

namespace Actors.Tools.Common;

/// <summary>Access to the operators' page of a gateway, with the operators' token.</summary>
internal static class AdminAccess
{
    private const string TokenVariable = "ACTORS_ADMIN_TOKEN", FileVariable = "ACTORS_ADMIN_TOKEN_FILE";

    public static Option<FileInfo?> TokenFileOption() => new("--token-file")
    {
        Description = $"The file that the server has as Actors:Admin:TokenFile; else {FileVariable} names it, or the token is in {TokenVariable}",
    };

    public static bool TryReadToken(FileInfo? file, out string token, out string problem)
    {
        (token, problem) = ("", $"The operators' token is missing: give its file with --token-file or {FileVariable}, or the token itself in {TokenVariable}");
        var path = file?.FullName ?? Environment.GetEnvironmentVariable(FileVariable);
        try
        {
            token = (string.IsNullOrEmpty(path) ? Environment.GetEnvironmentVariable(TokenVariable) ?? "" : File.ReadAllText(path)).Trim();
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            problem = $"--token-file: {cannot.Message}";
        }
        if (token.Any(static each => !char.IsAscii(each) || char.IsControl(each)))
            (token, problem) = ("", "The operators' token is one line of ASCII; this one is not");
        return token.Length > 0;
    }

    public static HttpClient Connect(Uri server, string token, TimeSpan patience)
    {
        // A redirect could send the token to a place for which nobody has approved it.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = server, Timeout = patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
