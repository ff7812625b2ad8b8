using System.Net;

namespace Actors.System.Tests;

/// <summary>What browsers cache of the page: everything, but they revalidate it each time.</summary>
[Collection(OneServerCollection.Name)]
public sealed class PageCacheTests(OneServer server)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/app.js")]
    [InlineData("/style.css")]
    [InlineData("/game-client.js")]
    [InlineData("/lib/connection.js")]
    public async Task The_page_is_revalidated_at_each_visit_and_sent_again_only_when_changed(string path)
    {
        using var http = new HttpClient { BaseAddress = server.Process.Http };
        using var first = await http.GetAsync(path);
        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());
        var tag = first.Headers.ETag;
        Assert.NotNull(tag);

        Assert.Equal((HttpStatusCode.NotModified, "no-cache"), await AgainAsync(http, path, tag.ToString()));
        Assert.Equal((HttpStatusCode.OK, "no-cache"), await AgainAsync(http, path, "\"of before\""));
    }

    [Fact]
    public async Task The_config_is_revalidated_at_each_visit()
    {
        using var http = new HttpClient { BaseAddress = server.Process.Http };
        using var answer = await http.GetAsync("/config.json");
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
    }

    private static async Task<(HttpStatusCode Status, string? Cache)> AgainAsync(HttpClient http, string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.CacheControl?.ToString());
    }
}
