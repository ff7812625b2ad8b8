using System.CommandLine;
using System.Text.Json;
using Actors.Tools.Common;

namespace Actors.Tools.Reload;

/// <summary>Makes a running server read its content again, through the operators' page of a gateway.</summary>
internal static class ReloadCommand
{
    /// <summary>Longer than a cluster's nodes take to give up on each other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var server = new Argument<string>("server") { Description = "The gateway's HTTP address", DefaultValueFactory = static _ => "http://localhost:8080" };
        var tokenFile = AdminAccess.TokenFileOption();
        var command = new Command("reload", "Has a running server, and all nodes of its cluster, read the content again; exit code 1 when nothing was changed") { server, tokenFile };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(server)!, parsed.GetValue(tokenFile), stop));
        return command;
    }

    private static async Task<int> RunAsync(string server, FileInfo? tokenFile, CancellationToken stop)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return Failure.Say($"{server} is no address such as http://localhost:8080");
        if (!AdminAccess.TryReadToken(tokenFile, out var token, out var problem))
            return Failure.Say(problem);
        try
        {
            using var http = AdminAccess.Connect(address, token, Patience);
            using var answer = await http.PostAsync("/admin/reload", null, stop);
            return Say(answer.IsSuccessStatusCode, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop), server);
        }
        catch (Exception cannot) when (cannot is HttpRequestException or IOException)
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
        if (!isUsed)
            return Failure.Say(string.Join('\n', lines));
        foreach (var line in lines)
            Console.WriteLine(line);
        return 0;
    }

    /// <summary>Null: it is not a report.</summary>
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
