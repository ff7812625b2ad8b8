namespace Actors.System.Tests;

/// <summary>One server process with the sample world for all tests that only play in it: each keeps to rooms and things of its own.</summary>
public sealed class OneServer : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-one-");

    internal ServerProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"));

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    internal async Task<MudClient> MudAsync(string name, string room) => await MudClient.EnterAsync(Process.WebSocketPort, name, room);
}

[CollectionDefinition(Name)]
public sealed class OneServerCollection : ICollectionFixture<OneServer>
{
    public const string Name = "One server";
}
