using Actors.Bench.Micro.Storage;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// dotnet run -c Release --project bench/Micro -- commits [CONNECTION]: of SQLite, or of PostgreSQL with that connection string
if (args is ["commits", ..])
{
    await CommitRate.RunAsync(args.ElementAtOrDefault(1));
    return;
}
// dotnet run -c Release --project bench/Micro -- --filter '*Frame*'
// In this process: the benchmarks need the server's internals and its build settings, which a generated project would not have.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args, config);
