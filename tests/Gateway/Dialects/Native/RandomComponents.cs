using System.Globalization;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>Components that appear, change and disappear at random, on things that do so too.</summary>
internal sealed class RandomComponents(Random random)
{
    private static readonly string[] Names = ["bag", "mana", "trade.offer"];

    private readonly Dictionary<(ComponentHolder Holder, string Id), SortedDictionary<string, string>> _all = [];
    private ComponentView[] _views = [];

    public ComponentView[] Next(IEnumerable<PlayerId> players, CreatureView[] creatures, int nodes, ItemView[] items)
    {
        (ComponentHolder, string)[] things =
        [
            (ComponentHolder.Room, ""),
            .. players.Select(static player => (ComponentHolder.Player, player.ToString())),
            .. creatures.Select(static creature => (ComponentHolder.Creature, creature.Id.Value.ToString(CultureInfo.InvariantCulture))),
            .. Enumerable.Range(0, nodes).Select(static node => (ComponentHolder.Node, node.ToString(CultureInfo.InvariantCulture))),
            .. items.Select(static item => (ComponentHolder.Item, item.Id.Value)),
        ];
        foreach (var gone in _all.Keys.Except(things).ToArray())
            _all.Remove(gone);
        for (var i = random.Next(4); i > 1; i--)
            Change(things[random.Next(things.Length)]);
        ComponentView[] views = [.. things.SelectMany(ViewsOf)];
        // Now and then a new array with the same content.
        return _views.SequenceEqual(views) && random.Next(10) > 0 ? _views : _views = views;
    }

    private void Change((ComponentHolder, string) thing)
    {
        if (!_all.TryGetValue(thing, out var its))
            _all[thing] = its = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var name = Names[random.Next(Names.Length)];
        if (random.Next(4) == 0)
            its.Remove(name);
        else
            its[name] = Value();
    }

    private string Value() => random.Next(5) switch
    {
        0 => $$"""{"points":{{random.Next(4)}}}""",
        1 => $$$"""{"points":{{{random.Next()}}},"of":{"most":-{{{random.NextDouble().ToString("R", CultureInfo.InvariantCulture)}}},"at":null}}""",
        2 => $$"""{"goods":["lamp","Zo\u00eb \"the\u2028Great\"",[],{}],"sum":1E+21,"isOpen":{{(random.Next(2) == 0 ? "true" : "false")}}}""",
        3 => "{}",
        _ => $$"""{"text":"{{new string('x', random.Next(300))}}","big":9007199254740993}""",
    };

    /// <summary>One of a player's components is shown to that player alone.</summary>
    private IEnumerable<ComponentView> ViewsOf((ComponentHolder Holder, string Id) thing) =>
        (_all.GetValueOrDefault(thing) ?? []).Select(its => new ComponentView(
            thing.Holder, thing.Id, its.Key, its.Value,
            thing.Holder == ComponentHolder.Player && its.Key == "bag" ? new PlayerId(long.Parse(thing.Id, CultureInfo.InvariantCulture)) : null));
}
