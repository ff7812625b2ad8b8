using System.Diagnostics.CodeAnalysis;
using Actors.World;

namespace Actors.Hosting;

/// <summary>Reads the world's content for a program that is about to start.</summary>
public static class NodeContent
{
    /// <param name="path">A directory beside the working one, or beside the program.</param>
    /// <param name="problem">All that is wrong with it, a line each, with file and line.</param>
    public static bool TryLoad(string path, [NotNullWhen(true)] out WorldDefinition? world, out string problem)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        var directory = Directory.Exists(path) || !Directory.Exists(beside) ? path : beside;
        var result = ContentLoader.Load(directory);
        world = result.World;
        problem = string.Join(Environment.NewLine, result.Errors.Select(static error => error.ToString()));
        return result.IsValid;
    }
}
