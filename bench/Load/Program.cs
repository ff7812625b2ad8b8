using System.CommandLine;
using Actors.Bench.Load;
using Actors.Bench.Load.Measuring;

var only = new Option<string?>("--only") { Description = $"Servers, with commas: {string.Join(", ", Peers.All.Select(static peer => peer.Name))}" };
var work = new Option<string>("--work") { Description = "Works, with commas: A, B, C, E, F", DefaultValueFactory = static _ => "A,B,C,E,F" };
var seconds = new Option<double>("--seconds") { Description = "Measured, of each run", DefaultValueFactory = static _ => 10 };
var warmUp = new Option<double>("--warm-up") { Description = "Seconds of the same work before", DefaultValueFactory = static _ => 5 };
var runs = new Option<int>("--runs") { Description = "Of which medians are taken", DefaultValueFactory = static _ => 5 };
var connections = new Option<int?>("--connections") { Description = "Instead of the work's own number" };
var core = new Option<int>("--server-core") { Description = "That all servers are pinned to", DefaultValueFactory = static _ => 0 };
var json = new Option<string?>("--json") { Description = "File for every run as JSON" };
var root = new Option<string>("--root") { Description = "Of the repository", DefaultValueFactory = static _ => "." };
var gateway = new Option<string>("--gateway") { Description = "Of ours, the build to measure; under the root", DefaultValueFactory = static _ => "src/Gateway/bin/Release/net10.0/Actors.Gateway.dll" };
var seed = new Option<string>("--seed")
{
    Description = "Of ours, the build of the world node to measure; under the root",
    DefaultValueFactory = static _ => "src/Seed/bin/Release/net10.0/Actors.Seed.dll",
};
var command = new RootCommand("The same work on ours and on others' servers, one after the other, in one table") { only, work, seconds, warmUp, runs, connections, core, json, root, gateway, seed };
command.SetAction(async parsed =>
{
    var names = parsed.GetValue(only)?.Split(',') ?? [.. Peers.All.Select(static peer => peer.Name)];
    var workNames = parsed.GetValue(work)!.Split(',');
    var unknown = names.Except(Peers.All.Select(static peer => peer.Name)).Concat(workNames.Except(Work.All.Select(static each => each.Name))).ToList();
    if (unknown.Count > 0)
    {
        await Console.Error.WriteLineAsync($"There is no {string.Join(", ", unknown)}; see --help.");
        return 2;
    }
    var at = Path.GetFullPath(parsed.GetValue(root)!);
    var settings = new Settings(
        at, Path.GetFullPath(parsed.GetValue(gateway)!, at), Path.GetFullPath(parsed.GetValue(seed)!, at), parsed.GetValue(core), parsed.GetValue(runs),
        TimeSpan.FromSeconds(parsed.GetValue(warmUp)), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
    var reports = new List<Report>();
    foreach (var each in Work.All.Where(each => workNames.Contains(each.Name)))
    {
        var asked = parsed.GetValue(connections) is { } count ? each.With(count) : each;
        var report = await Comparison.RunAsync(asked, [.. Peers.All.Where(peer => names.Contains(peer.Name) && peer.Works.Contains(each.Kind))], settings);
        Console.WriteLine(report.ToText());
        reports.Add(report);
        if (parsed.GetValue(json) is { } file)
            await File.WriteAllTextAsync(file, Report.ToJson(reports));
    }
    return reports.Exists(static report => report.Rows.Any(static row => row.Median is { Failure: not null, IsSkipped: false })) ? 1 : 0;
});
return await command.Parse(args).InvokeAsync();
