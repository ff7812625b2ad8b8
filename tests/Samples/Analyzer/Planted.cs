using System.Collections.Immutable;
using Actors.Analyzers;
using Actors.World;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Actors.Samples.Tests;

/// <summary>Code of an author, compiled like a project that has the package.</summary>
internal static class Planted
{
    private const string Usings = """
        #nullable enable
        using System; using System.Collections.Frozen; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks; using Actors.World;

        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(RoomState).Assembly.Location),
    ];

    /// <summary>These statements in a verb, as an author would write them there.</summary>
    public static Task<IReadOnlyList<(string Id, string Message, string At)>> InVerbAsync(string statements) => FindAsync($$"""
        public sealed class GreetVerb : Verb<GreetVerb.Greet>
        {
            public sealed record Greet : Command;
            public override string Name => "greet";
            public override string Usage => "greet";
            public override string Help => "Greet.";
            public override ParseResult Parse(string rest) => new Greet();
            protected override Reply Execute(in VerbContext context, Greet command)
            {
                var (room, player) = (context.Room, context.Player);
                {{statements}}
                return Reply.Ok;
            }
        }
        """);

    /// <summary>What the analyzer finds: id, message and the text that it is about. The code itself compiles.</summary>
    public static async Task<IReadOnlyList<(string Id, string Message, string At)>> FindAsync(string code, params string[] more)
    {
        var tree = CSharpSyntaxTree.ParseText(Usings + code, new CSharpParseOptions(LanguageVersion.Latest));
        var compilation = CSharpCompilation.Create(
            "Planted", [tree], [.. References, .. more.Select(static path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(static wrong => wrong.Severity == DiagnosticSeverity.Error));
        var found = await compilation.WithAnalyzers([new RulesAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.All(found, static one => Assert.Equal(DiagnosticSeverity.Error, one.Severity));
        return [.. found.OrderBy(static one => one.Location.SourceSpan.Start)
            .Select(one => (one.Id, one.GetMessage(), tree.ToString().Substring(one.Location.SourceSpan.Start, one.Location.SourceSpan.Length)))];
    }
}
