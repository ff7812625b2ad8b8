namespace Actors.System.Tests;

/// <summary>Nodes report to a collector, over OTLP, what they measure and how commands went.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-telemetry-").FullName;
    private OtlpCollector _collector = null!;

    public async Task InitializeAsync() => _collector = await OtlpCollector.StartAsync();

    public async Task DisposeAsync()
    {
        await _collector.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_command_is_one_trace_across_both_nodes()
    {
        var data = Path.Combine(_directory, "world.db");
        // Each node uses one of the two protocols.
        await using (var world = await ServerProcess.StartWorldNodeAsync(data, "world-1", Sending(_collector.HttpEndpoint, "http/protobuf")))
        await using (var gateway = await ServerProcess.StartAsync(data, ["--Actors:Cluster:Node=gateway-1", .. Sending(_collector.GrpcEndpoint, "grpc")]))
        {
            await using (var ada = await MudClient.EnterAsync(gateway.WebSocketPort, "Ada", "plaza"))
                Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
            await gateway.StopAsync();
            await world.StopAsync();
        }
        var command = _collector.Spans.Single(span => span.Name == "command" && _collector.Spans.Any(commit => commit.Name == "commit" && commit.Parent == span.Id));
        Assert.Equal(("actors-gateway", ""), (command.Service, command.Parent));
        Assert.Equal(
            [("answer", "actors-gateway"), ("apply", "actors-world"), ("commit", "actors-world"), ("decode", "actors-gateway")],
            _collector.Spans.Where(span => span.Trace == command.Trace && span.Parent == command.Id).Select(static span => (span.Name, span.Service)).Order());
        Assert.Contains(("actors-gateway", "actors.gateway.received"), _collector.Metrics);
        Assert.Contains(("actors-world", "actors.commit.duration"), _collector.Metrics);
    }

    private static string[] Sending(string to, string protocol) => [$"--Actors:Telemetry:OtlpEndpoint={to}", $"--Actors:Telemetry:OtlpProtocol={protocol}"];

    [Fact]
    public async Task An_unknown_OTLP_protocol_is_named_and_stops_the_start()
    {
        await using var server = await ServerProcess.RunToExitAsync(Path.Combine(_directory, "none.db"), "--Actors:Telemetry:OtlpProtocol=pigeon");
        Assert.Equal(1, server.ExitCode);
        Assert.Contains("Actors:Telemetry:OtlpProtocol", server.Errors, StringComparison.Ordinal);
    }
}
