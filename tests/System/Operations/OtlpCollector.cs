using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Actors.System.Tests;

/// <param name="Parent">Empty: no parent.</param>
internal sealed record OtlpSpan(string Service, string Name, string Trace, string Id, string Parent);

/// <summary>Receives what nodes send over OTLP, as protobuf over HTTP or as gRPC, and extracts what tests check.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentDictionary<(string Service, string Metric), byte> _metrics = new();

    private OtlpCollector(WebApplication web) => _web = web;

    /// <summary>For <c>http/protobuf</c>.</summary>
    public string HttpEndpoint => _web.Urls.First();

    /// <summary>For <c>grpc</c>: a port of its own, because without TLS nothing distinguishes HTTP/2 from earlier versions.</summary>
    public string GrpcEndpoint => _web.Urls.Last();

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public IEnumerable<(string Service, string Metric)> Metrics => _metrics.Keys;

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, static http => http.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, static grpc => grpc.Protocols = HttpProtocols.Http2);
        });
        var collector = new OtlpCollector(builder.Build());
        collector._web.MapPost("/v1/traces", request => TakeAsync(request, collector.Traces));
        collector._web.MapPost("/v1/metrics", request => TakeAsync(request, collector.Measured));
        collector._web.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", request => TakeCallAsync(request, collector.Traces));
        collector._web.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", request => TakeCallAsync(request, collector.Measured));
        await collector._web.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>A gRPC call with one message each way: one byte says whether it is compressed, four give its length, and the message follows; the status is a trailer.</summary>
    private static async Task TakeCallAsync(HttpContext http, Action<ByteString> take)
    {
        var body = await ByteString.FromStreamAsync(http.Request.Body, http.RequestAborted);
        Assert.Equal(0, body[0]);
        Assert.Equal(body.Length - 5, BinaryPrimitives.ReadInt32BigEndian(body.Span[1..5]));
        take(ByteString.CopyFrom(body.Span[5..]));
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(new byte[5], http.RequestAborted);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task TakeAsync(HttpContext http, Action<ByteString> take)
    {
        take(await ByteString.FromStreamAsync(http.Request.Body, http.RequestAborted));
        // An empty answer means that all of it was accepted.
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
