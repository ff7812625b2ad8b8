using System.Reflection;
using System.Xml.Linq;

namespace Actors.Gateway.Development;

/// <summary>The project that the running program was built from.</summary>
/// <param name="File">The <c>.csproj</c>.</param>
internal sealed record DevProject(string File)
{
    private const string Sample = "content";

    public string Directory => Path.GetDirectoryName(File)!;

    /// <summary>The build configuration of the running program, so that the next builds use the same.</summary>
    public static string Configuration => Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration is { Length: > 0 } built ? built : "Debug";

    /// <summary>The nearest project of that name above a program's directory, <c>bin/Debug/net10.0</c>.</summary>
    public static DevProject? Find(string program, string name)
    {
        for (var above = new DirectoryInfo(program); above is not null; above = above.Parent)
        {
            var file = Path.Combine(above.FullName, $"{name}.csproj");
            if (System.IO.File.Exists(file))
                return new DevProject(file);
        }
        return null;
    }

    /// <summary>The directories of the project and of all projects that it references.</summary>
    public IReadOnlyList<string> SourceDirectories()
    {
        List<string> files = [File];
        for (var i = 0; i < files.Count; i++)
        {
            var directory = Path.GetDirectoryName(files[i])!;
            foreach (var reference in XDocument.Load(files[i]).Descendants("ProjectReference").Attributes("Include"))
            {
                var file = Path.GetFullPath(Path.Combine(directory, reference.Value.Replace('\\', Path.DirectorySeparatorChar)));
                if (System.IO.File.Exists(file) && !files.Contains(file))
                    files.Add(file);
            }
        }
        return [.. files.Select(static file => Path.GetDirectoryName(file)!).Distinct()];
    }

    /// <summary>Where content is edited: nobody would edit the copy beside the program.</summary>
    /// <param name="content">The directory that options name, or the one beside the program.</param>
    public string SourceOf(string content)
    {
        if (!Path.GetFullPath(content).StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            return content;
        for (var above = new DirectoryInfo(Directory); above is not null; above = above.Parent)
        {
            var source = Path.Combine(above.FullName, Sample);
            if (System.IO.File.Exists(Path.Combine(source, "world.yaml")))
                return source;
        }
        return content;
    }

    /// <summary>A folder from which a program is run, so that a new build overwrites nothing that runs.</summary>
    public string FolderOf(string name) => Path.Combine(Directory, "obj", "dev", name);
}
