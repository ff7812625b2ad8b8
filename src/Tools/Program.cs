using System.CommandLine;
using Actors.Tools.Echo;
using Actors.Tools.Latency;

return await new RootCommand("Tools for servers of live worlds")
{
    LatencyCommand.Create(),
    EchoCommand.Create(),
}.Parse(args).InvokeAsync();
