using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Actors.Borders.Tests;

/// <summary>
/// An assembly of src as it was compiled, and what its types use of one another: in their signatures, in the bodies of their methods, and by the
/// usings of their files, which the compiler leaves in the symbols. A constant leaves no trace but its value; its using does.
/// </summary>
internal sealed class CompiledProject
{
    private readonly HashSet<Use> _uses = [];

    private CompiledProject(MetadataReader metadata, PEReader image, MetadataReader symbols)
    {
        var types = new TypeUses(metadata, image);
        References = [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
        foreach (var handle in metadata.TypeDefinitions)
        {
            var user = TypeName.Outermost(metadata, handle);
            foreach (var used in types.Of(handle))
                Add(user, TypeName.Outermost(metadata, used));
        }
        foreach (var (user, used) in Usings.Of(metadata, symbols))
            Add(user, used);
    }

    /// <summary>Names of the assemblies that it needs at run time.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Uses between the namespaces of the assembly.</summary>
    public IReadOnlyCollection<Use> Uses => _uses;

    public static CompiledProject Read(string assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        using var image = new PEReader(File.OpenRead(path));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, ".pdb")));
        return new CompiledProject(image.GetMetadataReader(), image, symbols.GetMetadataReader());
    }

    private void Add(TypeName user, TypeName used)
    {
        // A program's top-level statements and what the compiler generates for everybody are in no namespace
        if (user.Namespace != used.Namespace && user.Namespace.Length > 0 && used.Namespace.Length > 0)
            _uses.Add(new Use(user, used));
    }
}

/// <param name="Used">With an empty name: the namespace, because of a using.</param>
internal sealed record Use(TypeName User, TypeName Used)
{
    public override string ToString() => Used.Name.Length == 0 ? $"{User.Name} has 'using {Used.Namespace}'" : $"{User.Name} uses {Used.Name}";
}

internal readonly record struct TypeName(string Namespace, string Name)
{
    /// <summary>A nested type belongs to its outermost type's file, and so does what the compiler generates for lambdas and async methods.</summary>
    public static TypeName Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Outermost(metadata, outer)
            : new TypeName(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }
}
