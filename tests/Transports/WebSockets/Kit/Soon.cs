namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>A generous end to every wait: it matters only when a test fails.</summary>
internal static class Soon
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(Limit);

    public static Task Within(Task task) => task.WaitAsync(Limit);

    /// <summary>Waits for something that nobody announces, by letting other work run in between.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Limit)
                throw new TimeoutException($"Not within {Limit}: {what}");
            await Task.Yield();
        }
    }
}
