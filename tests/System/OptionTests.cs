namespace Actors.System.Tests;

public sealed class OptionTests
{
    [Theory]
    [InlineData("Rooms", "MailboxCapacity", "1")]
    [InlineData("Rooms", "MaxCatchUpSteps", "0")]
    [InlineData("Rooms", "UnloadSeconds", "-1")]
    [InlineData("Rooms", "Record", "atlantis")]
    [InlineData("Rooms", "RecordMegabytes", "0")]
    [InlineData("Limits", "UnansweredCommands", "33")]
    public async Task A_value_out_of_its_range_is_named_and_the_server_does_not_start(string section, string option, string value)
    {
        var directory = Directory.CreateTempSubdirectory("actors-options-");
        try
        {
            await using var server = await ServerProcess.RunToExitAsync(Path.Combine(directory.FullName, "world.db"), $"--Actors:{section}:{option}={value}");
            Assert.Equal(1, server.ExitCode);
            Assert.Contains(option, server.Output, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
