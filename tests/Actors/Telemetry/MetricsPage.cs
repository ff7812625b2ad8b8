using Actors.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Telemetry;

/// <summary>A node's web server with nothing but its metrics, on a free port.</summary>
internal sealed class MetricsPage : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly HttpClient _http;

    private MetricsPage(WebApplication web) => (_web, _http) = (web, new HttpClient { BaseAddress = new Uri(web.Urls.Single()) });

    public static async Task<MetricsPage> OpenAsync(TelemetryOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTelemetry(options ?? new TelemetryOptions(), "actors-test", node: null);
        var web = builder.Build();
        web.MapMetrics();
        await web.StartAsync();
        return new MetricsPage(web);
    }

    public Task<HttpResponseMessage> GetAsync() => _http.GetAsync(new Uri("/metrics", UriKind.Relative));

    public Task<string> ScrapeAsync() => _http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>Everything on the page, read as strictly as the format is.</summary>
    public async Task<IReadOnlyDictionary<string, Family>> FamiliesAsync() => ExpositionParser.Parse(await ScrapeAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _web.DisposeAsync();
    }
}
