using System.CommandLine;
using Actors.Client;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;
using Actors.Tools.Load;

namespace Actors.Tools.Player;

internal static class PlayerCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "WebSocket address of a server", DefaultValueFactory = _ => "ws://localhost:3000" };
        var name = new Option<string?>("--name") { Description = "Of a new player; without one the server finds one" };
        var room = new Option<string?>("--room") { Description = "Where to go first" };
        var tokenFile = new Option<FileInfo?>("--token-file") { Description = "Who you are: read if it is there, else written for the next time" };
        var json = new Option<bool>("--json") { Description = "Do each line of standard input, and print what the server says, but for states, as JSON" };
        var command = new Command("play", "Play in the terminal, with a map, on any server; from a pipe or a file each line is a command") { url, name, room, tokenFile, json };
        command.SetAction(async (parsed, stop) =>
        {
            var address = parsed.GetValue(url)!;
            if (!Address.TryParseUrl(address, "ws", out var server))
                return Failure.Say($"--url {address} is no address of a WebSocket, as ws://localhost:3000 is");
            if (await ServerProbe.FindProblemAsync(server.Host, [server.Port], isDatagram: false, "--url") is { } nobody)
                return Failure.Say(nobody);
            string? token = null;
            var file = parsed.GetValue(tokenFile);
            try
            {
                if (file is { Exists: true })
                    token = (await File.ReadAllTextAsync(file.FullName, stop)).Trim();
                var asJson = parsed.GetValue(json);
                var run = new PlayerRun(server, new GameClientOptions { Name = parsed.GetValue(name), Room = parsed.GetValue(room), Token = token }, asJson);
                var code = asJson || !Screen.IsThere ? await run.FollowAsync(Console.In, stop) : await run.ShowAsync(stop);
                if (file is not null && run.Token is { } mine && mine != token)
                    await KeepAsync(file.FullName, mine);
                return code;
            }
            catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
            {
                return Failure.Say($"--token-file: {cannot.Message}");
            }
        });
        return command;
    }

    /// <summary>Whoever can read the token is this player, so only the file's owner may read it.</summary>
    private static async Task KeepAsync(string path, string token)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteLineAsync(token);
    }
}
