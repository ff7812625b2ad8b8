using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Tools.Common;

namespace Actors.Tools.Top;

/// <summary>A state, or why there is none.</summary>
internal readonly record struct AdminAnswer(AdminState? State, string? Problem);

/// <summary>The operators' page of one gateway, requested with the operators' token.</summary>
internal sealed class AdminSource(Uri server, string token) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = AdminAccess.Connect(server, token, Patience);

    public async Task<AdminAnswer> AskAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await _http.GetAsync("/admin/state", stop);
            if (answer.StatusCode != HttpStatusCode.OK)
                return new(null, Words(answer.StatusCode));
            return await answer.Content.ReadFromJsonAsync<AdminState>(JsonSerializerOptions.Web, stop) is { Nodes: not null, Rooms: not null, Connections: not null } state
                ? new(state, null)
                : new(null, NoServer("something else answers"));
        }
        catch (HttpRequestException none)
        {
            return new(null, NoServer((none.InnerException ?? none).Message));
        }
        catch (Exception other) when (other is JsonException or NotSupportedException)
        {
            return new(null, NoServer("something else answers"));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(null, NoServer($"no answer within {Patience.TotalSeconds:0} s"));
        }
    }

    public void Dispose() => _http.Dispose();

    private string NoServer(string why) =>
        $"No server answers at {server}: {why}. Say where the HTTP of a gateway is with --url; a server prints it when it starts.";

    private string Words(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => $"{server} refuses the token: it must be the one in the server's Actors:Admin:TokenFile.",
        HttpStatusCode.TooManyRequests => $"{server} has had too many wrong tokens; wait a minute.",
        HttpStatusCode.NotFound => $"{server} has no /admin: start the server with --Actors:Admin:TokenFile=FILE, a file with 16 characters or more.",
        HttpStatusCode.ServiceUnavailable => $"{server} is stopping.",
        _ => $"{server} answers with {(int)status}.",
    };
}
