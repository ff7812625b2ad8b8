using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Startup;

/// <summary>
/// Checks everything below <c>Actors</c> before any of it is used. Configuration itself accepts any key, and ignores unknown ones: a typing error would start
/// a server other than the one that was meant.
/// </summary>
internal static class OptionCheck
{
    /// <returns>A sentence for each problem, with the option named as it was written; empty when nothing is wrong.</returns>
    public static IReadOnlyList<string> Problems(IConfigurationRoot configuration, OptionTree known)
    {
        var problems = new List<string>();
        var sources = OptionSource.Of(configuration);
        for (var i = 0; i < sources.Count; i++)
        {
            foreach (var (key, value) in sources[i].Below(known.Root.Name))
            {
                if (known.Find(key) is not { } option)
                    problems.Add(UnknownOption.Sentence(known, key, sources[i].Place(key), sources[i].Write));
                else if (!sources.Skip(i + 1).Any(later => later.Has(key)) && OptionValue.Problem(option, value) is { } problem)
                    problems.Add(sources[i].Place(key) + problem);
            }
        }
        // The builder of a web application reads the command line twice.
        return [.. problems.Distinct()];
    }
}
