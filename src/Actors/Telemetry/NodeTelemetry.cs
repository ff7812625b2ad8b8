using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Telemetry;

/// <summary>Sets up a node's metrics and traces with OpenTelemetry: their sources, bounds and exporters.</summary>
public static class NodeTelemetry
{
    /// <summary>The most series of one metric. All further combinations of labels are counted in one series, <c>otel_metric_overflow="true"</c>.</summary>
    internal const int MaxLabelSets = 200;

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <param name="service">The kind of node: OpenTelemetry's <c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> is set.</param>
    /// <param name="node">The node's name in the cluster; empty for a standalone server.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryOptions options, string service, string? node)
    {
        var configuration = builder.Configuration;
        if (string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase) || (!options.Metrics && !options.Traces))
            return;
        // OpenTelemetry reads these itself, for each signal.
        if (!string.IsNullOrEmpty(options.OtlpEndpoint))
            configuration[Endpoint] = options.OtlpEndpoint;
        if (!string.IsNullOrEmpty(options.OtlpProtocol))
            configuration[Protocol] = options.OtlpProtocol;

        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService(service, serviceInstanceId: string.IsNullOrEmpty(node) ? null : node)
            .AddEnvironmentVariableDetector());
        if (options.Metrics)
            telemetry.WithMetrics(metrics => Measure(metrics, IsSent(configuration, "METRICS")));
        if (options.Traces && IsSent(configuration, "TRACES"))
            telemetry.WithTracing(static traces => traces.AddSource(CommandTrace.SourceName).AddOtlpExporter());
    }

    /// <summary>Maps <c>/metrics</c> if metrics are on.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder web)
    {
        if (web.ServiceProvider.GetService<MeterProvider>() is not null)
            web.MapPrometheusScrapingEndpoint();
    }

    private static bool IsSent(IConfiguration configuration, string signal) =>
        !string.IsNullOrEmpty(configuration[Endpoint]) || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);

    internal static MeterProviderBuilder Measure(MeterProviderBuilder metrics, bool isSent)
    {
        metrics
            .AddMeter("Actors", "Actors.*", "System.Runtime")
            .AddInstrumentation(static () => new ProcessMetrics())
            .AddView(static instrument => Bounded(instrument))
            .AddPrometheusExporter(static prometheus =>
            {
                // Names of metrics are unique, so series need no label of their meter.
                prometheus.ScopeInfoEnabled = false;
                // Each scrape reads the current values, not cached ones.
                prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
            });
        return isSent ? metrics.AddOtlpExporter() : metrics;
    }

    private static MetricStreamConfiguration Bounded(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Histogram<>)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = HistogramBuckets.For(instrument), RecordMinMax = false, CardinalityLimit = MaxLabelSets }
            : new MetricStreamConfiguration { CardinalityLimit = MaxLabelSets };
}
