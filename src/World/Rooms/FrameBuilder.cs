namespace Actors.World;

/// <summary>Shows a room. What has not changed since the last look is the same object.</summary>
internal sealed class FrameBuilder(RoomState state)
{
    private PlayerView[] _players = [];
    private CreatureView[] _creatures = [];
    private ItemView[] _items = [];
    private int[] _nodes = [];
    private ProjectileView[] _projectiles = [];

    public RoomFrame View(long sequence, RoomEvent[] events)
    {
        if (state.PlayersChanged)
            _players = Views();
        if (state.CreaturesChanged)
            _creatures = [.. state.Creatures.Select(ViewOf)];
        if (state.ItemsChanged)
            _items = [.. state.Items.Select(ViewOf)];
        if (state.NodesChanged)
            _nodes = [.. state.Nodes];
        if (state.ProjectilesChanged)
            _projectiles = [.. state.Projectiles.Select(ViewOf)];
        state.PlayersChanged = state.CreaturesChanged = state.ItemsChanged = state.NodesChanged = state.ProjectilesChanged = false;
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
            Events = events,
        };
    }

    public RoomDescription Describe() => new(
        state.Id,
        state.Definition.Title,
        state.Definition.Description,
        [.. state.Definition.Exits.Select(static exit => exit.Direction)],
        [.. state.Players.Select(static player => player.Name)],
        [.. state.Items.Select(item => state.KindOf(item).Name)],
        [.. state.Creatures.Where(static creature => !creature.IsDead).Select(static creature => creature.Kind.Name)]);

    private static int Milli(double value) => (int)Math.Round(value * 1000);

    private PlayerView[] Views()
    {
        var views = new PlayerView[state.Players.Count];
        var bodies = state.Bodies.All;
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
        LastProcessedInput = player.LastInput,
        Holding = player.Holding,
    };

    private static CreatureView ViewOf(Creature creature) => new(
        creature.Id, creature.Kind.Id, creature.Kind.Name, Milli(creature.Position.X), Milli(creature.Position.Y), Milli(creature.Facing),
        creature.Health, creature.Kind.MaxHealth);

    private ItemView ViewOf(ItemRecord item) =>
        new(item.Id, item.Kind, state.KindOf(item).Name, Milli(item.Position.X), Milli(item.Position.Y));

    private static ProjectileView ViewOf(Projectile shot) =>
        new(shot.Id, shot.Owner, Milli(shot.Position.X), Milli(shot.Position.Y), Milli(shot.Angle));
}
