using System.Net;
using System.Text.Json;
using Actors.Tools.Latency;
using Actors.Tools.Load.Play;

namespace Actors.Tools.Tests;

/// <summary><c>load --play</c> against the real server, on good lines and on lines that are cut.</summary>
public sealed class PlayTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("actors-play-");
    private ServerProcess _server = null!;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(Path.Combine(_data.FullName, "world.db"), LoadUntil.AnyRate);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Players_on_good_links_get_answers_once_in_order_and_hold_their_items()
    {
        await using var line = Line(0);
        using var enough = new CancellationTokenSource();
        var playing = PlayRun.RunAsync(Options(TimeSpan.FromMinutes(2), line.Endpoint.Port), enough.Token);
        await FlowsAsync(line, 1200);
        await enough.CancelAsync();
        var report = await playing;
        Assert.True(report.Holds, report.ToText());
        Assert.Equal((6, 6, 0, 0), (report.Clients, report.Connected, report.CameBack, report.Unanswered));
        Assert.True(report.Done.GetValueOrDefault("take") > 0 && report.Done.GetValueOrDefault("say") > 0, report.ToText());
        Assert.True(report.Done["inventory"] >= 6, "Each asks at the end what it holds.");
        Assert.True(report.Frames > 0 && report.Gap(1) >= report.Gap(0.5), report.ToText());
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.True(json.RootElement.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Gaps_are_reported_for_each_marked_phase()
    {
        await using var line = Line(0);
        using var enough = new CancellationTokenSource();
        var playing = PlayRun.RunAsync(Options(TimeSpan.FromMinutes(2), line.Endpoint.Port), enough.Token, new StringReader("quiet\nkill\n"));
        await FlowsAsync(line);
        await enough.CancelAsync();
        var report = await playing;
        Assert.Equal(["start", "quiet", "kill"], report.Phases.Select(static phase => phase.Name));
        Assert.All(report.Phases, phase => Assert.Equal(6, phase.GapsMilliseconds.Length));
        Assert.Equal(report.Gap(1), report.Phases.Max(static phase => phase.Gap(1)));
        Assert.Contains("quiet ", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disconnected_player_resumes_elsewhere_and_no_command_is_lost_or_repeated()
    {
        await using var here = Line(40);
        await using var there = Line(0);
        using var enough = new CancellationTokenSource();
        var playing = PlayRun.RunAsync(Options(TimeSpan.FromMinutes(2), here.Endpoint.Port, there.Endpoint.Port) with { Reconnect = true }, enough.Token);
        await FlowsAsync(here);
        await here.DisposeAsync();
        await FlowsAsync(there);
        await enough.CancelAsync();
        var report = await playing;
        Assert.True(report.Holds, report.ToText());
        Assert.Equal((3, 0), (report.CameBack, report.Unanswered));
    }

    [Fact]
    public async Task A_closed_socket_is_a_fault_without_reconnecting()
    {
        await using var line = Line(0);
        var playing = PlayRun.RunAsync(Options(TimeSpan.FromMinutes(2), line.Endpoint.Port), default);
        await FlowsAsync(line);
        await line.DisposeAsync();
        var report = await playing;
        Assert.False(report.Holds);
        Assert.Equal(6, report.FaultCount);
        Assert.All(report.Faults, fault => Assert.Contains("lost its socket", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gap_over_the_limit_and_a_missing_server_are_faults()
    {
        await using var line = Line(0);
        using var enough = new CancellationTokenSource();
        var playing = PlayRun.RunAsync(Options(TimeSpan.FromMinutes(2), line.Endpoint.Port) with { MaxGapMilliseconds = 1 }, enough.Token);
        await FlowsAsync(line);
        await enough.CancelAsync();
        var slow = await playing;
        Assert.False(slow.Holds);
        Assert.Contains(slow.Faults, fault => fault.Contains("was shown nothing for", StringComparison.Ordinal));
        await _server.KillAsync();
        var gone = await PlayRun.RunAsync(Options(TimeSpan.FromSeconds(2), _server.WebSocketPort), default);
        Assert.Equal((false, 0, 6), (gone.Holds, gone.Connected, gone.FaultCount));
    }

    private static PlayOptions Options(TimeSpan duration, params int[] ports) => new("127.0.0.1", ports, 6, 20, duration, 1);

    private TcpProxy Line(double latency) =>
        new(new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, _server.WebSocketPort), new LinkConditions(latency, 0, 0, 0, 1));

    /// <summary>Waits until so much has gone through that its clients are in, and in the middle of it.</summary>
    private static async Task FlowsAsync(TcpProxy line, int pieces = 600)
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var until = line.Counters.Forwarded + pieces; line.Counters.Forwarded < until;)
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
