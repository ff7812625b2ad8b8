using Actors.Storage;

namespace Actors.Tests.Storage;

public sealed class SqliteWorldStoreTests : WorldStoreCompliance
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-store-");

    protected override IWorldStore Open() => new SqliteWorldStore(Path.Combine(_directory.FullName, "deeper", "world.db"));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_of_a_newer_server_is_refused_and_left_alone()
    {
        var path = Path.Combine(_directory.FullName, "newer.db");
        await using (var store = new SqliteWorldStore(path))
            await store.InitializeAsync(default);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }
        var newer = new SqliteWorldStore(path);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => newer.InitializeAsync(default));
        Assert.Contains("version 99", refused.Message);
    }
}
