namespace Actors.Gateway.Development;

/// <summary>Programs as files.</summary>
internal static class Programs
{
    /// <summary>Copies a directory over another one; files that are the same already are left alone.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in new DirectoryInfo(from).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(to, Path.GetRelativePath(from, file.FullName)));
            if (copy.Exists && copy.Length == file.Length && copy.LastWriteTimeUtc == file.LastWriteTimeUtc)
                continue;
            copy.Directory!.Create();
            file.CopyTo(copy.FullName, overwrite: true);
        }
    }
}
