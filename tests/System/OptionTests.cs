using System.Net;
using System.Net.Sockets;

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
    [InlineData("SocketIO", "StopSeconds", "61")]
    [InlineData("SocketIO", "Protocol:MaxPayloadBytes", "0")]
    [InlineData("SocketIO", "Origins:0", "game.example")]
    [InlineData("Packets", "StartSeconds", "0")]
    [InlineData("Packets:FromClient", "Face", "33")]
    [InlineData("Packets:ToClient", "Gone", "123456789012345678901234567890123")]
    [InlineData("Datagram", "Port", "70000")]
    [InlineData("Datagram", "Address", "nowhere")]
    [InlineData("Datagram:Limits", "MaxSends", "0")]
    [InlineData("Datagram:Limits", "SilenceSeconds", "100000")]
    public async Task An_option_with_an_invalid_value_is_named_and_stops_the_start(string section, string option, string value)
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

    [Theory]
    [InlineData("Port")]
    [InlineData("EchoPort")]
    public async Task A_taken_UDP_port_stops_the_start_and_names_its_option(string option)
    {
        var directory = Directory.CreateTempSubdirectory("actors-options-");
        using var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        try
        {
            await using var server = await ServerProcess.RunToExitAsync(
                Path.Combine(directory.FullName, "world.db"), $"--Actors:Datagram:{option}={((IPEndPoint)taken.Client.LocalEndPoint!).Port}");
            Assert.Equal(1, server.ExitCode);
            Assert.Contains($"--Actors:Datagram:{option}=N", server.Output, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
