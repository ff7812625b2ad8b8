using System.ComponentModel.DataAnnotations;

namespace Actors.Telemetry;

/// <summary>
/// What the node measures and traces, and where that goes. OpenTelemetry's own variables (<c>OTEL_EXPORTER_OTLP_HEADERS</c>, <c>OTEL_TRACES_SAMPLER</c>, <c>OTEL_RESOURCE_ATTRIBUTES</c> and
/// the others) hold for everything that has no option here.
/// </summary>
public sealed class TelemetryOptions
{
    /// <summary>Metrics at <c>/metrics</c>, and over OTLP. Without them the node's instruments cost nothing, and there is no <c>/metrics</c>.</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>Traces of players' commands. They go out over OTLP: without an endpoint nothing is traced.</summary>
    public bool Traces { get; set; } = true;

    /// <summary>A collector that takes OTLP: <c>http://localhost:4317</c>. None: that of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; where that is not set either, nothing is sent.</summary>
    [Url]
    public string? OtlpEndpoint { get; set; }

    /// <summary>What the collector speaks there: <c>grpc</c> or <c>http/protobuf</c>. None: that of <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else <c>grpc</c>.</summary>
    [AllowedValues(null, "grpc", "http/protobuf")]
    public string? OtlpProtocol { get; set; }
}
