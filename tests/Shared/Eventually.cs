using System.Diagnostics;

namespace Actors.Tests;

/// <summary>Waits for something that is about to happen. There is one limit for all, and it is generous: the machine may be busy, and the limit matters only when a test fails.</summary>
internal static class Eventually
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(90);

    /// <summary>For a wait in which other things keep happening: a stream of messages without the one that is waited for must not hold up the run for ever.</summary>
    public static TimeSpan LongLimit { get; } = TimeSpan.FromMinutes(5);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <inheritdoc cref="Soon{T}(Task{T})"/>
    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    /// <summary>For conditions that other threads are about to make true without a notification. Yields its own thread between the checks.</summary>
    public static async Task Holds(Func<bool> condition, string what = "what the test waits for")
    {
        var begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > Limit)
                throw new TimeoutException($"Not within {Limit}: {what}");
            await Task.Yield();
        }
    }
}
