using Actors.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Actors.Tests.Storage;

public sealed class StoreHealthTests
{
    private static readonly Exception Full = new SqliteException("SQLite Error 13: 'database or disk is full'.", 13);
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _log = new();
    private readonly StoreHealth _health = new();

    public StoreHealthTests() => _health.ReportTo(_log, _time);

    [Fact]
    public void A_full_disk_is_logged_once_a_minute_however_often_writes_fail()
    {
        for (var second = 0; second < 180; second++)
        {
            for (var i = 0; i < 10; i++)
                _health.Failed(Full, unwritable: true);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(Full.Message, _health.Unwritable);
        Assert.Equal(3, _log.Said.Count);
        Assert.Equal(
            "The world's database fails: SQLite Error 13: 'database or disk is full'. (failures so far: 1). Commits wait and are retried; this message repeats in a minute",
            _log.Said[0]);
        Assert.Contains("(failures so far: 601)", _log.Said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_successful_write_marks_the_store_writable_again()
    {
        _health.Failed(Full, unwritable: true);
        _health.Worked(isWrite: false);
        Assert.NotNull(_health.Unwritable);
        _health.Worked(isWrite: true);
        Assert.Null(_health.Unwritable);
        Assert.Equal("The world's database can be written again, after 1 failures", _log.Said[^1]);
    }

    [Fact]
    public void An_unwritable_store_is_logged_even_right_after_a_broken_connection()
    {
        _health.Failed(new IOException("Connection reset"), unwritable: false);
        Assert.Null(_health.Unwritable);
        for (var i = 0; i < 5; i++)
            _health.Failed(Full, unwritable: true);
        Assert.Equal(2, _log.Said.Count);
    }

    [Theory]
    [InlineData(13, true)] // full
    [InlineData(10, true)] // I/O error
    [InlineData(8, true)] // read-only
    [InlineData(11, true)] // corrupt
    [InlineData(5, false)] // busy
    [InlineData(19, false)] // constraint
    public void SQLite_errors_are_classified_as_lasting_or_transient(int code, bool lasts) =>
        Assert.Equal(lasts, SqliteWorldStore.MeansUnwritable(new SqliteException("", code)));

    [Theory]
    [InlineData("53100", true)] // disk full
    [InlineData("25006", true)] // read-only
    [InlineData("58030", true)] // I/O error
    [InlineData("57P01", false)] // the server is being stopped
    [InlineData("40001", false)] // serialization
    [InlineData("53300", false)] // too many connections
    public void PostgreSQL_errors_are_classified_as_lasting_or_transient(string state, bool lasts) =>
        Assert.Equal(lasts, PostgresWorldStore.MeansUnwritable(new PostgresException("", "ERROR", "ERROR", state)));

    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));
    }
}
