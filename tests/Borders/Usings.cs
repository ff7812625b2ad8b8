using System.Reflection.Metadata;
using System.Text;

namespace Actors.Borders.Tests;

/// <summary>The usings of the files that contain methods, as debuggers see them.</summary>
internal static class Usings
{
    public static IEnumerable<(TypeName User, TypeName Used)> Of(MetadataReader metadata, MetadataReader symbols)
    {
        foreach (var handle in metadata.MethodDefinitions)
        {
            var user = TypeName.Outermost(metadata, metadata.GetMethodDefinition(handle).GetDeclaringType());
            foreach (var scope in symbols.GetLocalScopes(handle))
            {
                foreach (var used in Imported(symbols, symbols.GetLocalScope(scope).ImportScope))
                    yield return (user, new TypeName(used, ""));
            }
        }
    }

    private static IEnumerable<string> Imported(MetadataReader symbols, ImportScopeHandle handle)
    {
        for (; !handle.IsNil; handle = symbols.GetImportScope(handle).Parent)
        {
            foreach (var import in symbols.GetImportScope(handle).GetImports())
            {
                if (import.Kind == ImportDefinitionKind.ImportNamespace)
                    yield return Encoding.UTF8.GetString(symbols.GetBlobBytes(import.TargetNamespace));
            }
        }
    }
}
