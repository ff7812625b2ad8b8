using System.Text.RegularExpressions;

namespace Actors.System.Tests;

internal static partial class MetricNames
{
    /// <summary>The metrics that a query asks for: <c>actors_..._bucket</c>, <c>_sum</c> and <c>_count</c> as the histogram that they belong to.</summary>
    public static IEnumerable<string> Of(string query) => Name().Matches(query).Select(static found => Part().Replace(found.Value, "")).Distinct();

    /// <summary>The metrics of a scrape, by its <c># TYPE</c> lines.</summary>
    public static IEnumerable<string> Declared(string scrape) => Type().Matches(scrape).Select(static found => found.Groups["name"].Value);

    [GeneratedRegex(@"\b(?:actors|process|dotnet)_[a-z0-9_]+")]
    private static partial Regex Name();

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex Part();

    [GeneratedRegex(@"^# TYPE (?<name>\S+)", RegexOptions.Multiline)]
    private static partial Regex Type();
}
