using System.ComponentModel.DataAnnotations;

namespace Actors.Telemetry;

/// <summary>
/// What the node measures and traces, and where it sends the data. OpenTelemetry's own variables (<c>OTEL_EXPORTER_OTLP_HEADERS</c>, <c>OTEL_TRACES_SAMPLER</c>, <c>OTEL_RESOURCE_ATTRIBUTES</c> and
/// others) apply to everything that has no option here.
/// </summary>
public sealed class TelemetryOptions
{
    /// <summary>Metrics at <c>/metrics</c>, and over OTLP. Without them the node's instruments cost nothing, and there is no <c>/metrics</c>.</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>Traces of players' commands. They are sent over OTLP; without an endpoint nothing is traced.</summary>
    public bool Traces { get; set; } = true;

    /// <summary>The URL of a collector that accepts OTLP: <c>http://localhost:4317</c>. Default: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. If that is not set either, nothing is sent.</summary>
    [Url]
    public string? OtlpEndpoint { get; set; }

    /// <summary>The protocol of that endpoint: <c>grpc</c> or <c>http/protobuf</c>. Default: <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else <c>grpc</c>.</summary>
    [AllowedValues(null, "grpc", "http/protobuf")]
    public string? OtlpProtocol { get; set; }
}
