using System.Net;

namespace Actors.System.Tests;

public sealed class AdminOptionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-admin-").FullName;

    private string Data => Path.Combine(_directory, "world.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task No_token_means_no_admin_page()
    {
        await using var server = await ServerProcess.StartAsync(Data);
        using var http = new HttpClient { BaseAddress = server.Http };
        foreach (var path in (string[])["/admin", "/admin/", "/admin/state", "/admin/admin.js", "/admin/login"])
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("/admin/login", new FormUrlEncodedContent([new("token", "")]))).StatusCode);
    }

    [Theory]
    [InlineData("fifteen letters", "16 at least")]
    [InlineData(null, "Actors:Admin:TokenFile")]
    public async Task A_short_or_missing_token_stops_the_start_and_is_not_printed(string? token, string says)
    {
        var file = Path.Combine(_directory, "token");
        if (token is not null)
            await File.WriteAllTextAsync(file, token);
        await using var server = await ServerProcess.RunToExitAsync(Data, $"--Actors:Admin:TokenFile={file}");
        Assert.Equal(1, server.ExitCode);
        Assert.Contains(says, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fifteen", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_read_from_the_secrets_directory()
    {
        var secrets = Directory.CreateDirectory(Path.Combine(_directory, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "Actors__Postgres"), "Host=127.0.0.1;Port=1;Database=hidden;Username=actors;Password=do-not-print\n");
        await using var server = await ServerProcess.RunToExitAsync(Data, $"--Actors:SecretsDirectory={secrets.FullName}");
        Assert.Equal(1, server.ExitCode);
        Assert.Contains("PostgreSQL database hidden on 127.0.0.1:1", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-print", server.Output, StringComparison.Ordinal);

        await using var without = await ServerProcess.RunToExitAsync(Data, "--Actors:SecretsDirectory=/not/there");
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("Actors:SecretsDirectory", without.Output, StringComparison.Ordinal);
    }
}
