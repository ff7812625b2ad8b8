using System.Reflection;
using System.Runtime.Loader;
using Actors.Rules;
using Actors.World;

namespace Actors.Tools.Replay;

/// <summary>An author's rules, from the assembly that they were built into.</summary>
internal static class RulesAssembly
{
    /// <summary>The modules in it: all that are public and have a constructor without parameters, or the one of that type.</summary>
    /// <exception cref="IOException">The file cannot be loaded, or has no such module; the message says what to do.</exception>
    public static IReadOnlyList<IRulesModule> Load(string path, string? type)
    {
        var file = Path.GetFullPath(path);
        Type[] modules;
        try
        {
            modules = [.. new Context(file).LoadFromAssemblyPath(file).GetTypes().Where(IsModule)];
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or ReflectionTypeLoadException or FileLoadException or ArgumentException)
        {
            throw new IOException($"{path} is no assembly of rules for this version: {wrong.Message}", wrong);
        }
        if (type is not null)
            modules = [.. modules.Where(module => module.FullName == type || module.Name == type)];
        return modules.Length > 0
            ? [.. modules.OrderBy(static module => module.FullName, StringComparer.Ordinal).Select(static module => (IRulesModule)Activator.CreateInstance(module)!)]
            : throw new IOException($"{path} has no {(type is null ? "module: no public class that implements IRulesModule and has a constructor without parameters" : $"module {type}")}.");
    }

    /// <summary>The rules that a room ran with: its modules in their order, from those that ship with the server and the loaded ones.</summary>
    /// <exception cref="RulesException">Some are missing; the message says which.</exception>
    public static RuleSet Of(IReadOnlyList<ModuleVersion> recorded, IReadOnlyList<IRulesModule> loaded)
    {
        IRulesModule[] known = [.. loaded, new StandardVerbs(), new Adventure()];
        var missing = recorded.Where(module => !Array.Exists(known, one => one.Name == module.Name)).ToArray();
        if (missing.Length > 0)
            throw new RulesException($"The recording needs the rules of {string.Join(", ", missing)}, which this program does not have: name the assembly that has them with --rules PATH.dll.");
        return RuleSet.Of(recorded.Select(module => Array.Find(known, one => one.Name == module.Name)!));
    }

    private static bool IsModule(Type type) =>
        type is { IsAbstract: false, IsVisible: true } && type.IsAssignableTo(typeof(IRulesModule)) && type.GetConstructor(Type.EmptyTypes) is not null;

    /// <summary>
    /// Dependencies of the rules are loaded from beside them. Actors.World and Actors.Rules are this program's own, so that both mean the same types.
    /// </summary>
    private sealed class Context(string path) : AssemblyLoadContext("rules")
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name is "Actors.World" or "Actors.Rules")
                return null;
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
        }
    }
}
