using System.Diagnostics;

namespace Actors.Tests.Kit;

internal static class Eventually
{
    /// <summary>For what other threads are about to make true and nobody says so. Gives its own thread away between the looks.</summary>
    public static async Task Holds(Func<bool> condition)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "It did not come true within a minute.");
            await Task.Yield();
        }
    }
}
