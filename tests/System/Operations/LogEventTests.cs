using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Actors.System.Tests;

/// <summary>Operators filter and count log messages by their event ids.</summary>
public class LogEventTests
{
    [Fact]
    public void Every_log_message_of_a_program_has_an_event_id_of_its_own()
    {
        var events = Directory.EnumerateFiles(AppContext.BaseDirectory, "Actors*.dll").Select(Assembly.LoadFrom).SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(static method => (Event: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId, Method: $"{method.DeclaringType}.{method.Name}"))
            .Where(static message => message.Event is not null).ToList();
        Assert.True(events.Count >= 30, $"Only {events.Count} were found.");
        Assert.All(events, static message => Assert.True(message.Event > 0, $"{message.Method} has no event id."));
        Assert.All(events.GroupBy(static message => message.Event), static same =>
            Assert.True(same.Count() == 1, $"Event {same.Key}: {string.Join(", ", same.Select(static message => message.Method))}"));
    }
}
