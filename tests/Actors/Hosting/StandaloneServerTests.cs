using Actors.Clustering;
using Actors.Hosting;
using Actors.Storage;
using Actors.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Hosting;

public sealed class StandaloneServerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    private readonly LogLines<DatabaseHold> _log = new();
    private readonly MemoryWorldStore _store;
    private readonly DatabaseHold _hold;

    public StandaloneServerTests()
    {
        _store = new MemoryWorldStore(_time);
        _hold = new DatabaseHold(_log);
    }

    [Fact]
    public async Task A_standalone_server_keeps_its_hold_and_publishes_its_host()
    {
        await using var server = await StartAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        var refused = await _store.RegisterAsync("world-1", "other", "world", "", StandaloneServer.Live, default);
        Assert.Equal($"host {Environment.MachineName}, process {Environment.ProcessId}", refused.RefusedBy!.Address);
        Assert.False(_hold.IsLost);
    }

    [Theory]
    [InlineData("local", NodeRow.Alone)]
    [InlineData("world-1", "world")]
    public async Task A_server_suspended_while_another_took_the_database_loses_it_and_logs_once(string name, string role)
    {
        await using var server = await StartAsync();
        // Its beats do not get through, just as when a process is suspended.
        _store.IsReachable = false;
        _time.Advance(StandaloneServer.Live);
        _store.IsReachable = true;
        Assert.NotNull((await _store.RegisterAsync(name, "other", role, "", StandaloneServer.Live, default)).Registered);
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(StandaloneServer.Beat);
            await _store.BeatAsync(name, "other", "there", false, StandaloneServer.Live, default);
        }
        Assert.True(_hold.IsLost);
        Assert.Contains("since 2026-03-04 05:06:10 UTC", await _hold.Lost, StringComparison.Ordinal);
        Assert.Contains(await _hold.Lost, Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_row_was_removed_registers_again()
    {
        await using var server = await StartAsync();
        await _store.RemoveAsync("local", "own", default);
        _time.Advance(StandaloneServer.Beat);
        Assert.False(_hold.IsLost);
        Assert.NotNull((await _store.RegisterAsync("local", "other", NodeRow.Alone, "", StandaloneServer.Live, default)).RefusedBy);
    }

    private Task<StandaloneServer> StartAsync() => StandaloneServer.StartAsync(_store, "own", _hold, _time, _log, default);

    private sealed class LogLines<T> : ILogger<T>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel > LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Add(formatter(state, exception));
        }
    }
}
