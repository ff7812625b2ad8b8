using System.Diagnostics;
using System.Reflection;
using Actors.Reloading;

namespace Actors.Gateway.Development;

/// <summary>
/// One run of <c>dev</c>. The next world node joins before the present one leaves, so a program that does not build, or does not start, never replaces the running one, and
/// clients wait only for the handover of their rooms. The two nodes take turns in two folders.
/// </summary>
internal sealed class DevSession(DevProject project, string content, string[] arguments)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    /// <summary>Two nodes that come and go log a lot about their cluster. The author's own options can turn that on.</summary>
    private const string Quiet = "--Logging:LogLevel:Default=Warning";

    /// <summary>While the author's machine builds, a live node may stand still for seconds, which must not count as a crash.</summary>
    private const string Patient = "--Actors:Cluster:AcceptablePauseMilliseconds=5000";

    /// <summary>Reloads are reported once, by this program.</summary>
    private const string Reported = "--Logging:LogLevel:Actors.Reloading=None";

    private readonly string _program = $"{Assembly.GetEntryAssembly()!.GetName().Name}.dll";
    private readonly string _notice = project.FolderOf("notice.txt");
    private readonly HashSet<string> _unbuilt = [];
    private int _worlds;
    private DevProcess? _world;

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (folder, next) = (project.FolderOf("world-a"), project.FolderOf("world-b"));
        Programs.Copy(AppContext.BaseDirectory, project.FolderOf("gateway"));
        Programs.Copy(AppContext.BaseDirectory, folder);
        Tell(null);
        var sources = new FileWatch([.. project.SourceDirectories()], ".cs", ".csproj", ".props");
        var texts = new FileWatch([content], ".yaml", ".yml");
        DevProcess? gateway = null;
        try
        {
            _world = StartWorld(folder);
            gateway = DevProcess.Start("gateway", Path.Combine(project.FolderOf("gateway"), _program), Options("dev-gateway", $"--Actors:Admin:NoticeFile={_notice}"));
            if (!await _world.ReadyAsync(stop) || !await gateway.ReadyAsync(stop))
                return 1;
            Say($"Ready. Edit {project.Directory} and {content}; players stay connected.");
            while (await NextChangeAsync(sources, texts, gateway.Ended, stop) is { } change)
            {
                Say($"Changed: {string.Join(", ", change.Select(Path.GetFileName))}.");
                // Changes that could not be used are built again with the next change, whatever that is.
                _unbuilt.UnionWith(change.Where(static file => !IsContent(file)));
                if (_unbuilt.Count == 0)
                    await TakeContentAsync(folder, stop);
                else if (await BuildAsync(next, stop) && await ReplaceWorldAsync(next, stop))
                {
                    _unbuilt.Clear();
                    (folder, next) = (next, folder);
                }
            }
            return gateway.ExitCode;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            if (gateway is not null)
                await gateway.DisposeAsync();
            if (_world is not null)
                await _world.DisposeAsync();
        }
    }

    /// <summary>
    /// The running nodes reload the content. The gateway runs with the rules with which <c>dev</c> was started. Content that names newer rules is for the world node alone:
    /// another world node is started, which reads it.
    /// </summary>
    private async Task TakeContentAsync(string folder, CancellationToken stop)
    {
        var (outcome, lines) = await _world!.ReloadAsync(stop);
        switch (outcome)
        {
            case ReloadOutcome.Done or ReloadOutcome.Unchanged:
                Tell(null);
                Say(lines[0]);
                break;
            case ReloadOutcome.Invalid:
                Tell(["The content cannot be used; the world goes on by the rules and the content from before.", .. lines.Skip(1)]);
                break;
            case ReloadOutcome.NeedsRestart:
                Tell(["This needs a new start of dev; the world goes on by the rules and the content from before.", .. lines.Skip(1)]);
                break;
            default:
                foreach (var line in lines)
                    Say(line);
                await ReplaceWorldAsync(folder, stop);
                break;
        }
    }

    private async Task<bool> BuildAsync(string folder, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var restore = _unbuilt.Any(static file => !file.EndsWith(".cs", StringComparison.Ordinal));
        if (await DevBuild.RunAsync(project, folder, restore, stop) is { } problems)
        {
            Tell(["The build has failed; the world goes on by the rules from before.", .. problems]);
            return false;
        }
        Say($"Built in {clock.Elapsed.TotalSeconds:0.0} s.");
        return true;
    }

    /// <summary>The next node is ready before the present one stops.</summary>
    /// <returns>False: the next node did not start, and the present one stays.</returns>
    private async Task<bool> ReplaceWorldAsync(string folder, CancellationToken stop)
    {
        var fresh = StartWorld(folder);
        var ready = false;
        try
        {
            ready = await fresh.ReadyAsync(stop);
            if (!ready)
            {
                Tell(["The new world node does not start, for the reason above; the world goes on by the rules and the content from before."]);
                return false;
            }
            var clock = Stopwatch.StartNew();
            var former = _world!;
            _world = fresh;
            await former.DisposeAsync();
            Tell(null);
            Say($"The world is the new one; the rooms were handed over in {clock.Elapsed.TotalSeconds:0.0} s.");
            // The new node has read the content at its start. If the content has changed as well, the gateway reloads it now.
            if (await fresh.ReloadAsync(stop) is { Outcome: not ReloadOutcome.Unchanged } reloaded)
                Say(string.Join(Environment.NewLine, reloaded.Lines));
            return true;
        }
        finally
        {
            if (!ready)
                await fresh.DisposeAsync();
        }
    }

    private DevProcess StartWorld(string folder)
    {
        var name = $"dev-world-{++_worlds}";
        return DevProcess.Start(name, Path.Combine(folder, _program), Options(name, "--Actors:Http:Address=127.0.0.1", "--Actors:Http:Port=0").Prepend(ActorsHost.WorldNode));
    }

    /// <summary>The author's own options, and those that two nodes on one machine need. Later ones override earlier ones.</summary>
    private IEnumerable<string> Options(string node, params string[] more) =>
        [Quiet, Patient, Reported, .. arguments, $"--Actors:Content={content}", $"--Actors:Cluster:Node={node}", "--Actors:Cluster:Link:Address=127.0.0.1", "--Actors:Cluster:Link:Port=0", .. more];

    /// <summary>Waits for a change, and then until nothing more changes, because an editor saves several files one after the other.</summary>
    /// <returns>The files; null: the gateway has ended.</returns>
    private async Task<IReadOnlyList<string>?> NextChangeAsync(FileWatch sources, FileWatch texts, Task gateway, CancellationToken stop)
    {
        var changed = new List<string>();
        var worldIsTold = false;
        using var timer = new PeriodicTimer(Period);
        while (!gateway.IsCompleted && await timer.WaitForNextTickAsync(stop))
        {
            IReadOnlyList<string> now = [.. sources.TakeChanges(), .. texts.TakeChanges()];
            if (now.Count == 0 && changed.Count > 0)
                return [.. changed.Distinct()];
            changed.AddRange(now);
            if (_world!.Ended.IsCompleted && !worldIsTold)
            {
                worldIsTold = true;
                Tell(["The world node has ended, for the reason above; another one is started with the next change."]);
            }
        }
        return null;
    }

    private static bool IsContent(string file) => Path.GetExtension(file) is ".yaml" or ".yml";

    /// <summary>Shown in the terminal, and to operators until all is well again.</summary>
    private void Tell(IReadOnlyList<string>? problems)
    {
        File.WriteAllLines(_notice, problems ?? []);
        foreach (var problem in problems ?? [])
            Say(problem);
    }

    private static void Say(string line) => Console.WriteLine($"[dev] {line}");
}
