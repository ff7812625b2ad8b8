using Actors.Cluster.Links;
using Actors.Cluster.Links.Tcp;
using Actors.TestKit;
using Actors.Tests.Runtime;

namespace Actors.Tests.Cluster.Links;

/// <summary>Real lines, each called through a proxy that can stop and cut it.</summary>
public abstract partial class TcpLinksCompliance : LinksCompliance
{
    private readonly Dictionary<LinkEnd, CuttingProxy> _proxies = [];

    private protected LogRecorder Log { get; } = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var proxy in _proxies.Values)
            await proxy.DisposeAsync();
    }

    private protected virtual ClusterLinkOptions OptionsOf(string node) => new() { Secret = "a secret of many letters", SilenceMilliseconds = 30_000 };

    private protected TcpLinks Create(string node, ClusterLinkOptions options) => new(node, options, TimeProvider.System, Log.CreateLogger(node));

    private protected override ILinks Create(string node) => Create(node, OptionsOf(node));

    private protected override void Started(LinkEnd end) => _proxies[end] = new CuttingProxy(end.Links.Address);

    private protected override string AddressOf(LinkEnd from, LinkEnd to) => _proxies[to].Address;

    private protected override Task UntilAsync(Func<bool> holds) => Eventually.Holds(holds);

    private protected override async Task StepAsync() => await Task.Yield();

    private protected override Task UntilRefusedAsync(LinkEnd end) => UntilLoggedAsync("a later process of its name has joined the cluster");

    private protected override Task PassGraceAsync(LinkEnd one, LinkEnd other) => Task.CompletedTask;

    private protected override void Stall(LinkEnd to) => _proxies[to].Stall();

    private protected override void Flow(LinkEnd to) => _proxies[to].Flow();

    private protected override void Cut(LinkEnd from, LinkEnd to, int afterBytes) => _proxies[to].CutAfter(afterBytes);

    private protected Task UntilLoggedAsync(string text) => Eventually.Holds(() => Log.Entries.Any(entry => entry.Text.Contains(text, StringComparison.Ordinal)));
}
