using System.CommandLine;
using Actors.Tools.Echo;
using Actors.Tools.Inspect;
using Actors.Tools.Latency;
using Actors.Tools.Load;
using Actors.Tools.Reload;
using Actors.Tools.Replay;

return await new RootCommand("Tools for servers of live worlds")
{
    LatencyCommand.Create(),
    EchoCommand.Create(),
    LoadCommand.Create(),
    InspectCommand.Create(),
    ReplayCommand.Create(),
    ReloadCommand.Create(),
}.Parse(args).InvokeAsync();
