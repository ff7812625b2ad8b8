namespace Actors.Gateway.Tests.Identity;

/// <summary>Key files in a directory of their own.</summary>
internal sealed class KeyFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-keys-");

    public string Write(string text) => Write(System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(byte[] bytes)
    {
        var path = Path.Combine(_directory.FullName, $"{_directory.GetFiles().Length}.key");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
