using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Tests.Simulation;

/// <summary>What the nodes log, between what happened to them: for the one seed that is looked into.</summary>
internal sealed class StoryLog(Action<string> tell) : ILoggerFactory, ILogger
{
    private string _category = "";

    public ILogger CreateLogger(string categoryName) => new StoryLog(tell) { _category = categoryName };

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            tell($"    [{_category}] {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message} {exception?.InnerException?.Message}");
    }

    public void Dispose()
    {
        // It holds nothing.
    }
}
