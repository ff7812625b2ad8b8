using System.Diagnostics;

namespace Actors.System.Tests;

/// <summary>The program understands what deploy/systemd says, and so does systemd.</summary>
public sealed class SystemdTests
{
    private static readonly string Unit = File.ReadAllText(Repository.PathOf("deploy", "systemd", "actors.service"));

    private static IEnumerable<(string Key, string Value)> Lines => Unit.Split('\n')
        .Where(static line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
        .Select(static line => (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    [Fact]
    public void Every_option_exists_and_takes_its_value()
    {
        var options = Lines.Where(static line => line.Key == "Environment").SelectMany(static line => line.Value.Split(' ')).Select(static option => option.Split('=')).ToList();
        Assert.Equal(["Actors__Data", "Actors__Content"], options.Select(static option => option[0]));
        Assert.All(options, static option => Assert.Null(OptionNames.Wrong(true, option[0], option[1])));
    }

    [Fact]
    public void The_unit_runs_the_program_in_its_state_directory_with_time_to_hand_over()
    {
        var lines = Lines.ToLookup(static line => line.Key, static line => line.Value);
        Assert.EndsWith("/Actors.Gateway.dll", Assert.Single(lines["ExecStart"]), StringComparison.Ordinal);
        Assert.Equal($"/var/lib/{Assert.Single(lines["StateDirectory"])}", Assert.Single(lines["WorkingDirectory"]));
        Assert.True(int.Parse(Assert.Single(lines["TimeoutStopSec"])) > 40);
        Assert.Equal("on-failure", Assert.Single(lines["Restart"]));
        Assert.Equal(["SIGTERM"], lines["KillSignal"]);
    }

    /// <summary>Uses systemd's own check: unknown keys, sections and values.</summary>
    [Fact]
    public async Task Systemd_accepts_the_unit()
    {
        const string check = "/usr/bin/systemd-analyze";
        Assert.True(File.Exists(check), $"This test needs {check}: apt-get install systemd");
        var directory = Directory.CreateTempSubdirectory("actors-unit-");
        try
        {
            // The check also looks for the program.
            var file = Path.Combine(directory.FullName, "actors.service");
            await File.WriteAllTextAsync(file, Unit.Replace("/usr/bin/dotnet /opt/actors/Actors.Gateway.dll", "/bin/true", StringComparison.Ordinal));
            Assert.Equal((0, ""), await CheckAsync(file));
            await File.AppendAllTextAsync(file, "\n[Service]\nRestartSecs=5\n");
            Assert.Contains("RestartSecs", (await CheckAsync(file)).Said, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        static async Task<(int Code, string Said)> CheckAsync(string file)
        {
            using var process = Process.Start(new ProcessStartInfo(check, ["verify", "--man=no", file]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            var said = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().Soon();
            return (process.ExitCode, (await said).Trim());
        }
    }
}
