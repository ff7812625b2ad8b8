using Actors.Bench.Micro.Links;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Actors.Cluster.Links.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

// dotnet run -c Release --project bench/Micro -- --filter '*Mailbox*'
// dotnet run -c Release --project bench/Micro -- links
if (args is ["links"])
{
    await LinkCost.RunAsync("plain", static node => new TcpLinks(node, new ClusterLinkOptions(), TimeProvider.System, NullLogger.Instance));
    return;
}

// In this process: the benchmarks need the server's internals and its build settings, which a generated project would not have.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
