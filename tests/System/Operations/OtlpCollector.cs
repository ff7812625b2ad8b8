using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.System.Tests;

/// <param name="Parent">Empty: it has none.</param>
internal sealed record OtlpSpan(string Service, string Name, string Trace, string Id, string Parent);

/// <summary>Takes what nodes send over OTLP, as protobuf over HTTP, and reads of it what tests look at.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentDictionary<(string Service, string Metric), byte> _metrics = new();

    private OtlpCollector(WebApplication web) => _web = web;

    public string Endpoint => _web.Urls.Single();

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public IEnumerable<(string Service, string Metric)> Metrics => _metrics.Keys;

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        collector._web.MapPost("/v1/traces", request => collector.TakeAsync(request, collector.Traces));
        collector._web.MapPost("/v1/metrics", request => collector.TakeAsync(request, collector.Measured));
        await collector._web.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task TakeAsync(HttpContext http, Action<ByteString> take)
    {
        take(await ByteString.FromStreamAsync(http.Request.Body, http.RequestAborted));
        // An empty answer: all of it was taken.
        http.Response.ContentType = "application/x-protobuf";
    }

    // ExportTraceServiceRequest: 1 ResourceSpans (1 Resource, 2 ScopeSpans (2 Span (1 trace id, 2 span id, 4 parent's, 5 name)))
    private void Traces(ByteString request)
    {
        foreach (var resource in Parts(request, 1))
        {
            foreach (var span in Parts(resource, 2).SelectMany(static scope => Parts(scope, 2)))
                _spans.Enqueue(new OtlpSpan(ServiceOf(resource), Part(span, 5).ToStringUtf8(), Hex(span, 1), Hex(span, 2), Hex(span, 4)));
        }
    }

    // ExportMetricsServiceRequest: 1 ResourceMetrics (1 Resource, 2 ScopeMetrics (2 Metric (1 name)))
    private void Measured(ByteString request)
    {
        foreach (var resource in Parts(request, 1))
        {
            foreach (var metric in Parts(resource, 2).SelectMany(static scope => Parts(scope, 2)))
                _metrics[(ServiceOf(resource), Part(metric, 1).ToStringUtf8())] = 0;
        }
    }

    // Resource: 1 KeyValue (1 key, 2 AnyValue (1 text))
    private static string ServiceOf(ByteString of) => Parts(Part(of, 1), 1)
        .Where(static attribute => Part(attribute, 1).ToStringUtf8() == "service.name")
        .Select(static attribute => Part(Part(attribute, 2), 1).ToStringUtf8())
        .Single();

    private static string Hex(ByteString message, int field) => Convert.ToHexStringLower(Part(message, field).Span);

    private static ByteString Part(ByteString message, int field) => Parts(message, field).FirstOrDefault(ByteString.Empty);

    private static List<ByteString> Parts(ByteString message, int field)
    {
        var parts = new List<ByteString>();
        var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited))
                parts.Add(input.ReadBytes());
            else
                input.SkipLastField();
        }
        return parts;
    }
}
