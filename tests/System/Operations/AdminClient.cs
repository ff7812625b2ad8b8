using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>An operator with a token, and the page's answers to scripts.</summary>
internal sealed class AdminClient : IDisposable
{
    public const string Token = "correct horse battery";

    private readonly HttpClient _http;

    public AdminClient(Uri address, string? token = Token)
    {
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = Eventually.Limit };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Http => _http;

    public async Task<JsonElement> StateAsync() => await _http.GetFromJsonAsync<JsonElement>("/admin/state");

    /// <summary>Asks until the condition holds.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var state = await StateAsync();
        while (!holds(state))
        {
            Assert.False(patience.IsCancellationRequested, $"Not within {Eventually.Limit}: {what}. {state}");
            state = await StateAsync();
        }
        return state;
    }

    public Task<HttpResponseMessage> DrainAsync(string node, bool draining) =>
        _http.PostAsync($"/admin/drain?node={node}&draining={(draining ? "true" : "false")}", null);

    public void Dispose() => _http.Dispose();

    public static JsonElement Node(JsonElement state, string name) => state.GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("name").GetString() == name);

    /// <summary>One entry, except while the room moves: then perhaps none, or one from each of two nodes that saw it one after the other.</summary>
    public static JsonElement[] Rooms(JsonElement state, string room) => [.. state.GetProperty("rooms").EnumerateArray().Where(one => one.GetProperty("room").GetString() == room)];

    public static JsonElement Room(JsonElement state, string room) => Assert.Single(Rooms(state, room));

    public static string?[] Owners(JsonElement state) => [.. state.GetProperty("shards").EnumerateArray().Select(static shard => shard.GetProperty("owner").GetString())];
}
