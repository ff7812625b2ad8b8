using System.Diagnostics;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>An arena client that only reads, and measures the gaps between the states that it receives.</summary>
internal sealed class HealthyClient : IAsyncDisposable
{
    private readonly GatewayClient _client;
    private readonly List<double> _gaps = [];
    private readonly Task _reading;
    private volatile bool _stopping;
    private readonly List<(int States, TaskCompletionSource Enough)> _wanted = [];

    private HealthyClient(GatewayClient client)
    {
        _client = client;
        _reading = ReadAsync();
    }

    public static async Task<HealthyClient> JoinAsync(TestGateway gateway)
    {
        var client = await gateway.ArenaAsync();
        await client.ExpectAsync("\"state\"");
        return new HealthyClient(client);
    }

    /// <summary>Completes when this many states have arrived.</summary>
    public Task AtLeastAsync(int states)
    {
        lock (_gaps)
        {
            if (_gaps.Count >= states)
                return Task.CompletedTask;
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted.Add((states, enough));
            return enough.Task.Soon();
        }
    }

    public int States
    {
        get
        {
            lock (_gaps)
                return _gaps.Count;
        }
    }

    /// <summary>Ends the measurement.</summary>
    /// <returns>The number of states, and the gaps in milliseconds that half of them, and one in a hundred, exceeded.</returns>
    public async Task<(int States, double P50, double P99)> MeasuredAsync()
    {
        _stopping = true;
        await _reading;
        _gaps.Sort();
        return (_gaps.Count, Percentile(0.5), Percentile(0.99));
    }

    /// <summary>
    /// Ends the measurement, and asserts that states kept coming. Seconds without a state are the server's fault; a tenth of a second may be the machine's, which the benchmark measures.
    /// </summary>
    /// <returns>What was measured, for the log.</returns>
    public async Task<string> AssertServedAsync()
    {
        var (states, half, most) = await MeasuredAsync();
        Assert.InRange(_gaps[^1], 0, 10_000);
        return $"{states} states, gaps p50 {half:f0} ms, p99 {most:f0} ms, longest {_gaps[^1]:f0} ms";
    }

    private double Percentile(double share) => _gaps.Count == 0 ? double.PositiveInfinity : _gaps[(int)(_gaps.Count * share)];

    public async ValueTask DisposeAsync()
    {
        await MeasuredAsync();
        _client.Dispose();
    }

    private async Task ReadAsync()
    {
        var last = Stopwatch.GetTimestamp();
        while (!_stopping && await _client.ReceiveAsync() is { } message)
        {
            if (!message.GetRawText().Contains("\"state\"", StringComparison.Ordinal))
                continue;
            lock (_gaps)
            {
                _gaps.Add(Stopwatch.GetElapsedTime(last).TotalMilliseconds);
                foreach (var (_, enough) in _wanted.Where(wanted => wanted.States <= _gaps.Count))
                    enough.TrySetResult();
                _wanted.RemoveAll(wanted => wanted.States <= _gaps.Count);
            }
            last = Stopwatch.GetTimestamp();
        }
    }
}
