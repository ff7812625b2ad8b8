using System.CommandLine;
using Actors.Tools.Bench;
using Actors.Tools.Echo;
using Actors.Tools.Inspect;
using Actors.Tools.Latency;
using Actors.Tools.Load;
using Actors.Tools.Player;
using Actors.Tools.Reload;
using Actors.Tools.Replay;
using Actors.Tools.Top;

return await new RootCommand("Tools for servers of live worlds")
{
    LatencyCommand.Create(),
    EchoCommand.Create(),
    LoadCommand.Create(),
    PlayerCommand.Create(),
    TopCommand.Create(),
    BenchCommand.Create(),
    InspectCommand.Create(),
    ReplayCommand.Create(),
    ReloadCommand.Create(),
}.Parse(args).InvokeAsync();
