namespace Actors.Client.Tests.Sockets;

/// <summary>The real server, for all tests that play on one.</summary>
[CollectionDefinition(nameof(Servers))]
public sealed class Servers : IAsyncLifetime, ICollectionFixture<Servers>
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-client-");
    private ServerProcess _server = null!;

    public string Address => $"ws://127.0.0.1:{_server.WebSocketPort}";

    public string EndPoint => $"127.0.0.1:{_server.WebSocketPort}";

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"));

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
