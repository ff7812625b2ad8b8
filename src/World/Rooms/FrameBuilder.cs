namespace Actors.World;

/// <summary>Builds a room's frames. What has not changed since the last frame is the same object.</summary>
internal sealed class FrameBuilder(RoomState state)
{
    private PlayerView[] _players = [];
    private CreatureView[] _creatures = [];
    private ItemView[] _items = [];
    private int[] _nodes = [];
    private ProjectileView[] _projectiles = [];
    private ComponentView[] _components = [];

    public RoomFrame View(long sequence, RoomEvent[] events)
    {
        if (state.PlayersChanged)
            _players = Views();
        if (state.CreaturesChanged)
            _creatures = [.. state.Creatures.Select(ViewOf)];
        if (state.ItemsChanged)
            _items = [.. state.Items.Select(ViewOf)];
        if (state.NodesChanged)
            _nodes = [.. state.Nodes.Select(static node => node.Left)];
        if (state.ProjectilesChanged)
            _projectiles = [.. state.Projectiles.Select(ViewOf)];
        if (state.ComponentsChanged)
            _components = Components();
        state.ComponentsChanged = state.CreaturesChanged = state.ItemsChanged = state.NodesChanged = state.ProjectilesChanged = false;
        // The next step applies the inputs that wait for it, even if that moves nobody.
        state.PlayersChanged = state.InputTick == state.Tick;
        return new RoomFrame
        {
            Room = state.Id,
            Sequence = sequence,
            Tick = state.Tick,
            Players = _players,
            Creatures = _creatures,
            Items = _items,
            Nodes = _nodes,
            Projectiles = _projectiles,
            Components = _components,
            Events = events,
        };
    }

    private static int Milli(double value) => (int)Math.Round(value * 1000);

    private PlayerView[] Views()
    {
        var views = new PlayerView[state.Players.Count];
        var bodies = state.AllBodies.All;
        for (var slot = 0; slot < views.Length; slot++)
            views[slot] = ViewOf(state.Players[slot], bodies[slot]);
        return views;
    }

    private PlayerView ViewOf(Player player, in Body body) => new()
    {
        Id = player.Id,
        Name = player.Name,
        XMilli = Milli(body.Position.X),
        YMilli = Milli(body.Position.Y),
        VelocityXMilli = Milli(body.Velocity.X),
        VelocityYMilli = Milli(body.Velocity.Y),
        FacingMilli = Milli(player.Facing),
        Health = body.Health,
        MaxHealth = state.Rules.PlayerMaxHealth,
        Score = player.Score,
        Resources = player.Resources,
        LastProcessedInput = player.AppliedInput,
        Holding = player.Holding,
    };

    private static CreatureView ViewOf(Creature creature) => new(
        creature.Id, creature.Kind.Id, creature.Kind.Name, Milli(creature.Position.X), Milli(creature.Position.Y), Milli(creature.Facing),
        creature.Health, creature.Kind.MaxHealth);

    private ItemView ViewOf(ItemRecord item) =>
        new(item.Id, item.Kind, state.KindOf(item).Name, Milli(item.Position.X), Milli(item.Position.Y));

    private static ProjectileView ViewOf(Projectile shot) =>
        new(shot.Id, shot.Owner, Milli(shot.Position.X), Milli(shot.Position.Y), Milli(shot.Angle));

    private ComponentView[] Components()
    {
        List<ComponentView> views = [];
        Add(views, ComponentHolder.Room, "", null, state.Bag, state.Definition.Components?.Bag(state.RuleSet));
        foreach (var player in state.Players)
            Add(views, ComponentHolder.Player, player.Id.ToString(), player.Id, player.Bag, null);
        foreach (var creature in state.Creatures)
            Add(views, ComponentHolder.Creature, Number(creature.Id.Value), null, creature.Bag, creature.Kind.Components?.Bag(state.RuleSet));
        foreach (var node in state.Nodes)
            Add(views, ComponentHolder.Node, Number(node.Index), null, node.Bag, node.Definition.Components?.Bag(state.RuleSet));
        foreach (var item in state.Items)
            Add(views, ComponentHolder.Item, item.Id.Value, null, item.Components?.Bag(state.RuleSet), state.KindOf(item).Components?.Bag(state.RuleSet));
        return views.Count == 0 ? [] : [.. views];
    }

    /// <summary>The components that were set, and content's for those that were not.</summary>
    private static void Add(List<ComponentView> views, ComponentHolder holder, string id, PlayerId? player, ComponentBag? set, ComponentBag? content)
    {
        if (set is null && content is null)
            return;
        foreach (var (name, json, to) in (set?.Shown() ?? []).UnionBy(content?.Shown() ?? [], static component => component.Name))
        {
            if (to == ComponentVisibility.Everyone || player is not null)
                views.Add(new ComponentView(holder, id, name, json, to == ComponentVisibility.Owner ? player : null));
        }
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
