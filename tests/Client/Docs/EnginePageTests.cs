using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Actors.Client.Tests.Docs;

/// <summary>The scripts on the pages for engines, as the engines' compilers would take them.</summary>
public sealed partial class EnginePageTests
{
    [Theory]
    [InlineData("unity.md", EngineNames.Unity, LanguageVersion.CSharp9)]
    [InlineData("godot.md", EngineNames.Godot, LanguageVersion.CSharp12)]
    public void Each_page_script_compiles_without_warnings(string page, string engine, LanguageVersion language)
    {
        var script = Assert.Single(Block().Matches(File.ReadAllText(Repository.PathOf("docs", "connect", page)))).Groups["code"].Value;
        var options = new CSharpParseOptions(language);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal));
        var compiled = CSharpCompilation.Create(
            "script",
            [CSharpSyntaxTree.ParseText(script, options), CSharpSyntaxTree.ParseText(engine, options)],
            [.. platform.Append(typeof(GameClient).Assembly.Location).Select(static file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        // The compiler sees no assignment to the fields that an engine fills in.
        Assert.Empty(compiled.GetDiagnostics().Where(static one => one.Severity >= DiagnosticSeverity.Warning && one.Id is not "CS0649"));
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
