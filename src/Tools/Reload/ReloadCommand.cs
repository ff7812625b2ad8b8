using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Actors.Tools.Common;

namespace Actors.Tools.Reload;

/// <summary>Has a running server read its content again, by the operators' page of a gateway.</summary>
internal static class ReloadCommand
{
    private const string TokenVariable = "ACTORS_ADMIN_TOKEN_FILE";

    /// <summary>Longer than the nodes of a cluster take to give each other up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var server = new Argument<string>("server") { Description = "The gateway's HTTP address", DefaultValueFactory = static _ => "http://localhost:8080" };
        var token = new Option<string>("--token-file")
        {
            Description = $"The file that the gateway has as Actors:Admin:TokenFile; the variable {TokenVariable} names it as well",
            DefaultValueFactory = static _ => Environment.GetEnvironmentVariable(TokenVariable) ?? "",
        };
        var command = new Command("reload", "Has a running server, and all nodes of its cluster, read the content again; exit code 1 when nothing was changed") { server, token };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(server)!, parsed.GetValue(token)!, stop));
        return command;
    }

    private static async Task<int> RunAsync(string server, string tokenFile, CancellationToken stop)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return Failure.Say($"{server} is no address such as http://localhost:8080");
        if (tokenFile.Length == 0)
            return Failure.Say($"The token of the operators' page is needed: --token-file FILE, or {TokenVariable}");
        try
        {
            var token = (await File.ReadAllTextAsync(tokenFile, stop)).Trim();
            using var http = new HttpClient { BaseAddress = address, Timeout = Patience };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.PostAsync("/admin/reload", null, stop);
            return Say(answer.IsSuccessStatusCode, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop), server);
        }
        catch (Exception cannot) when (cannot is HttpRequestException or IOException or UnauthorizedAccessException or FormatException)
        {
            return Failure.Say($"{server}: {cannot.Message}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Failure.Say($"{server} has not answered within {Patience.TotalSeconds} s");
        }
    }

    private static int Say(bool isUsed, int status, string body, string server)
    {
        if (status == 404)
            return Failure.Say($"{server} has no operators' page: start it with Actors:Admin:TokenFile");
        if (Lines(body) is not { } lines)
            return Failure.Say($"{server}: {status} {body}");
        foreach (var line in lines)
            (isUsed ? Console.Out : Console.Error).WriteLine(line);
        return isUsed ? 0 : 1;
    }

    /// <summary>Null: it is no report.</summary>
    private static IReadOnlyList<string>? Lines(string body)
    {
        try
        {
            using var report = JsonDocument.Parse(body);
            return [report.RootElement.GetProperty("message").GetString()!, .. report.RootElement.GetProperty("problems").EnumerateArray().Select(static problem => problem.GetString()!)];
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
