namespace Actors.Gateway.Development;

/// <summary>Programs as files.</summary>
internal static class Programs
{
    /// <summary>Makes a directory like another one; what is there as it should be is left alone.</summary>
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
