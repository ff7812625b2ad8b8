namespace Actors.Tests;

/// <summary>Runs scripts of tests/node, after fetching once what they need.</summary>
internal static class NodeScripts
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private static string Folder => Repository.PathOf("tests", "node");

    public static async Task<string> RunAsync(string script, params string[] args)
    {
        await InstallAsync();
        return await Programs.MustRunAsync("node", [script, .. args], Folder);
    }

    /// <summary>Fetches what the scripts need, once.</summary>
    public static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            // npm's own record of what it has installed; a newer lock file asks for something else.
            if (File.GetLastWriteTimeUtc(Path.Combine(Folder, "node_modules", ".package-lock.json")) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
                await Programs.MustRunAsync("npm", ["ci", "--no-audit", "--no-fund"], Folder);
        }
        finally
        {
            Installing.Release();
        }
    }
}
