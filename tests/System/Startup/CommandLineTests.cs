using Actors.Gateway.Hosting;
using Actors.Hosting.Startup;

namespace Actors.System.Tests;

public sealed class CommandLineTests
{
    private static readonly OptionTree Known = ServerOptions.Known;

    [Theory]
    [InlineData("--port 81", "--port: there is no such option. Did you mean --Actors:Http:Port, --Actors:SocketIO:Port or --Actors:Datagram:Port?")]
    [InlineData("--port", "--port: there is no such option. Did you mean --Actors:Http:Port, --Actors:SocketIO:Port or --Actors:Datagram:Port?")]
    [InlineData("--Http:Port=81", "--Http:Port: there is no such option. Did you mean --Actors:Http:Port?")]
    [InlineData("--Actor:Http:Port=81", "--Actor:Http:Port: there is no such option. Did you mean --Actors:Http:Port?")]
    [InlineData("--urls=http://*:80", "--urls: there is no such option. --help lists all.")]
    [InlineData("port=81", "--port: there is no such option. Did you mean --Actors:Http:Port, --Actors:SocketIO:Port or --Actors:Datagram:Port?")]
    [InlineData("/port=81", "--port: there is no such option. Did you mean --Actors:Http:Port, --Actors:SocketIO:Port or --Actors:Datagram:Port?")]
    [InlineData("-p 81", "\"-p\" is not understood: options are --Actors:NAME=VALUE, and --help lists them.", "\"81\" is not understood: options are --Actors:NAME=VALUE, and --help lists them.")]
    [InlineData("-p=81", "\"-p=81\" is not understood: options are --Actors:NAME=VALUE, and --help lists them.")]
    [InlineData("start", "\"start\" is not understood: options are --Actors:NAME=VALUE, and --help lists them.")]
    [InlineData("--", "\"--\" is not understood: options are --Actors:NAME=VALUE, and --help lists them.")]
    [InlineData("--Actors:BehindProxy", "--Actors:BehindProxy has no value: --Actors:BehindProxy=VALUE.")]
    [InlineData("--Actors:BehindProxy --Actors:Http:Port=81", "--Actors:BehindProxy has no value: --Actors:BehindProxy=VALUE.")]
    public void An_argument_that_would_be_ignored_is_rejected(string arguments, params string[] says) =>
        Assert.Equal(says, CommandLine.Parse(arguments.Split(' ')).Problems(Known));

    [Theory]
    [InlineData("--Actors:Http:Port=81")]
    [InlineData("--Actors:Http:Port 81")]
    [InlineData("/Actors:Http:Port 81")]
    [InlineData("Actors:Http:Port=81")]
    [InlineData("--Actors:Data=a=b")]
    [InlineData("--Logging:LogLevel:Default=Debug --environment Development")]
    public void Every_option_syntax_of_the_configuration_is_accepted(string arguments) => Assert.Empty(CommandLine.Parse(arguments.Split(' ')).Problems(Known));

    [Theory]
    [InlineData("--help", true, false)]
    [InlineData("--Actors:Http:Port=81 -h", true, false)]
    [InlineData("--version", false, true)]
    [InlineData("--Actors:Http:Port=81", false, false)]
    public void Help_and_version_are_recognized_anywhere(string arguments, bool help, bool version)
    {
        var line = CommandLine.Parse(arguments.Split(' '));
        Assert.Equal((help, version), (line.AsksForHelp, line.AsksForVersion));
    }
}
