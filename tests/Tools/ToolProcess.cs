namespace Actors.Tools.Tests;

/// <summary>The real program, run to its end.</summary>
internal static class ToolProcess
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Actors.Tools.dll");

    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => Programs.RunAsync("dotnet", [Path, .. arguments]);
}
