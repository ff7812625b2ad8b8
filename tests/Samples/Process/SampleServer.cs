
namespace Actors.Samples.Tests;

/// <summary>A sample's own program on free ports, with its content and a database in a temporary directory.</summary>
internal sealed class SampleServer(string sample) : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-sample-");
    private ServerProcess? _process;

    public int Port => _process!.WebSocketPort;

    public int SocketIOPort => _process!.PortOf("socketio");

    /// <summary>Changes the text of a file of the content, before the start.</summary>
    public SampleServer With(string file, string from, string to)
    {
        Copy();
        var path = Path.Combine(Content, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        return this;
    }

    public async Task<SampleServer> StartAsync()
    {
        Copy();
        _process = await ServerProcess.StartPublishedAsync(Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"), new Dictionary<string, string>
        {
            ["Actors__Content"] = Content,
            ["Actors__Data"] = Path.Combine(_directory.FullName, "world.db"),
            ["Actors__Http__Address"] = "127.0.0.1",
            ["Actors__Http__Port"] = "0",
            ["Actors__WebSockets__main__Port"] = "0",
            ["Actors__WebSockets__mud__Port"] = "0",
            ["Actors__WebSockets__collector__Port"] = "0",
            ["Actors__WebSockets__packets__Port"] = "0",
            ["Actors__SocketIO__Port"] = "0",
            ["Actors__Datagram__Port"] = "0",
        });
        return this;
    }

    /// <summary>One process of a cluster of the sample.</summary>
    public Task<ServerProcess> StartNodeAsync(params string[] arguments)
    {
        Copy();
        return ServerProcess.StartProgramAsync(
            _directory.FullName,
            Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"),
            [.. arguments, $"--Actors:Content={Content}", $"--Actors:Data={Path.Combine(_directory.FullName, "world.db")}"]);
    }

    /// <summary>SIGKILL, and the same world again.</summary>
    public async Task KillAndStartAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private string Content => Path.Combine(_directory.FullName, "content");

    private void Copy()
    {
        if (Directory.Exists(Content))
            return;
        var source = Repository.PathOf("samples", sample, "content");
        foreach (var file in Directory.EnumerateFiles(source, "*.yaml", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Content, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
