using System.Net;
using System.Text;

namespace Actors.Tools.Tests;

/// <summary>What an operator at a prompt learns of a reload.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-reload-tool-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(200, """{"outcome":"done","message":"Content 3f2b: 1 room changed.","problems":[]}""", 0, "Content 3f2b: 1 room changed.\n", "")]
    [InlineData(400, """{"outcome":"invalid","message":"It cannot be used:","problems":["a.yaml:1:2: no","b.yaml:3:4: nor this"]}""", 1, "",
        "It cannot be used:\na.yaml:1:2: no\nb.yaml:3:4: nor this\n")]
    [InlineData(409, """{"outcome":"disagreed","message":"The nodes do not agree:","problems":["w2 has not answered"]}""", 1, "", "The nodes do not agree:\nw2 has not answered\n")]
    public async Task The_report_is_printed_and_the_exit_code_shows_the_outcome(int status, string body, int code, string output, string errors)
    {
        var (asked, ran) = await RunAsync(status, body);
        Assert.Equal("POST /admin/reload Bearer the token", asked);
        Assert.Equal((code, output, errors), (ran.Code, ran.Output.ReplaceLineEndings("\n"), ran.Errors.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData(404, "", "has no operators' page")]
    [InlineData(401, "Unauthorized", "401 Unauthorized")]
    [InlineData(503, "The server is stopping.", "The server is stopping.")]
    [InlineData(400, """{"other":1}""", "400 {\"other\":1}")]
    public async Task An_unexpected_response_is_an_error_with_its_reason(int status, string body, string why)
    {
        var (_, ran) = await RunAsync(status, body);
        Assert.Equal((1, ""), (ran.Code, ran.Output));
        Assert.Contains(why, ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_token_bad_address_or_missing_server_is_reported()
    {
        Assert.Contains("--token-file", (await ToolProcess.RunAsync("reload")).Errors, StringComparison.Ordinal);
        Assert.Contains("is no address", (await ToolProcess.RunAsync("reload", "localhost", "--token-file", TokenFile())).Errors, StringComparison.Ordinal);
        var (code, _, errors) = await ToolProcess.RunAsync("reload", $"http://127.0.0.1:{Ports.Free()}", "--token-file", TokenFile());
        Assert.Equal(1, code);
        Assert.Contains("http://127.0.0.1:", errors, StringComparison.Ordinal);
    }

    private string TokenFile()
    {
        var file = Path.Combine(_directory.FullName, "token");
        File.WriteAllText(file, "the token\n");
        return file;
    }

    private async Task<(string Asked, (int Code, string Output, string Errors) Ran)> RunAsync(int status, string body)
    {
        var address = $"http://127.0.0.1:{Ports.Free()}/";
        using var server = new HttpListener { Prefixes = { address } };
        server.Start();
        var running = ToolProcess.RunAsync("reload", address, "--token-file", TokenFile());
        var context = await server.GetContextAsync();
        var asked = $"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath} {context.Request.Headers["Authorization"]}";
        context.Response.StatusCode = status;
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        return (asked, await running);
    }
}
