using Actors.World;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>Frames of a room in which anything may happen from one to the next, built as a room builds them: unchanged parts are the same object.</summary>
internal sealed class RandomRoom(Random random, int tickMilliseconds, double size = 8000, int speed = 5)
{
    private sealed class Body
    {
        public required long Id { get; init; }
        public string Name { get; set; } = "Ada";
        public Vector At { get; set; }
        public Vector Velocity { get; set; }
        public double Facing { get; set; }
        public int Health { get; set; } = 100;
        public int Score { get; set; }
        public ResourceCounts Resources { get; set; }
        public long LastInput { get; set; }
    }

    private readonly SortedDictionary<long, Body> _players = [];
    private readonly RandomComponents _components = new(random);
    private CreatureView[] _creatures = [.. Enumerable.Range(0, 4).Select(static i => new CreatureView(new CreatureId(i), "rat", "a rat", i * 1000, 0, 0, 10, 10))];
    private ItemView[] _items = [];
    private int[] _nodes = [5, 5, 0];
    private ProjectileView[] _projectiles = [];
    private long _sequence;
    private long _tick = 1000;
    private long _nextEvent = 65_536;
    private int _made;

    public RoomFrame Next()
    {
        if (random.Next(150) == 0)
            _sequence = 0;
        var ticks = random.Next(10) == 0 ? random.Next(1, 6) : 1;
        _tick += ticks;
        _sequence += random.Next(20) == 0 ? 2 : 1;
        for (var i = random.Next(3); i > 0; i--)
            ChangePlayers();
        foreach (var player in _players.Values)
            player.At += player.Velocity * (ticks * tickMilliseconds / 1000.0);
        ChangeThings();
        var first = _nextEvent;
        _nextEvent += random.Next(4) == 0 ? 3 : 0;
        return new RoomFrame
        {
            Room = new RoomId("plaza"),
            Sequence = _sequence,
            Tick = _tick,
            Players = [.. _players.Values.Select(ViewOf)],
            Creatures = _creatures,
            Items = _items,
            Nodes = _nodes,
            Projectiles = _projectiles,
            Components = _components.Next(_players.Keys.Select(static id => new PlayerId(id)), _creatures, _nodes.Length, _items),
            Events = [.. Enumerable.Repeat(new Said(new PlayerId(1), "Ada", "hi", Vector.Zero), (int)(_nextEvent - first))],
            FirstEvent = first,
        };
    }

    private void ChangePlayers()
    {
        if (_players.Count == 0 || random.Next(12) == 0)
        {
            var id = random.Next(1, 400);
            _players.TryAdd(id, new Body { Id = id });
            return;
        }
        var player = _players.Values.ElementAt(random.Next(_players.Count));
        switch (random.Next(11))
        {
            case < 4:
                var angle = random.NextDouble() * Math.Tau;
                player.Velocity = random.Next(4) == 0 ? Vector.Zero : new Vector(Math.Cos(angle) * speed, Math.Sin(angle) * speed);
                player.Facing = angle - Math.PI;
                player.LastInput += random.Next(3);
                break;
            case 4:
                player.At = new Vector((random.NextDouble() - 0.5) * size, (random.NextDouble() - 0.5) * size);
                break;
            case 5:
                player.Health = random.Next(101);
                break;
            case 6:
                player.Score++;
                break;
            case 7:
                player.Resources = player.Resources.Plus((Resource)random.Next(4), 1);
                break;
            case 8:
                player.LastInput = random.Next();
                break;
            case 9:
                player.Name = $"Zoë {random.Next(100)} \"the\u2028Great\"";
                break;
            default:
                _players.Remove(player.Id);
                break;
        }
    }

    private void ChangeThings()
    {
        switch (random.Next(12))
        {
            case 0:
                _creatures = [.. _creatures.Select(rat => random.Next(2) == 0 ? rat : rat with { XMilli = rat.XMilli + random.Next(-300, 300), FacingMilli = random.Next(-3142, 3142) })];
                break;
            case 1:
                _creatures = [.. _creatures.Select(rat => random.Next(3) > 0 ? rat : rat with { Health = random.Next(10) })];
                break;
            case 2:
                _creatures = _creatures.Length > 2 ? [.. _creatures.Skip(1)] : [.. _creatures, new CreatureView(new CreatureId(10 + _made++), "wolf", "a wolf", 1, 2, 3, 30, 30)];
                break;
            case 3:
                _items = [.. _items, new ItemView(new ItemId($"plaza:{_made++}"), "lamp", "a brass lamp", random.Next(9000), -random.Next(9000))];
                break;
            case 4 when _items.Length > 0:
                _items = [.. _items.Where((_, i) => i != _items.Length / 2)];
                break;
            case 5:
                _nodes = [.. _nodes.Select(left => random.Next(3) == 0 ? random.Next(6) : left)];
                break;
            case 6:
                _projectiles = [.. _projectiles, new ProjectileView(++_made, new PlayerId(3), 0, 0, random.Next(-3142, 3142))];
                break;
            case 7 when _projectiles.Length > 0:
                _projectiles = [.. _projectiles.Skip(1)];
                break;
            default:
                if (_projectiles.Length > 0)
                    _projectiles = [.. _projectiles.Select(static shot => shot with { XMilli = shot.XMilli + 750, YMilli = shot.YMilli - 3 })];
                break;
        }
    }

    private static PlayerView ViewOf(Body player) => new()
    {
        Id = new PlayerId(player.Id),
        Name = player.Name,
        XMilli = Milli(player.At.X),
        YMilli = Milli(player.At.Y),
        VelocityXMilli = Milli(player.Velocity.X),
        VelocityYMilli = Milli(player.Velocity.Y),
        FacingMilli = Milli(player.Facing),
        Health = player.Health,
        MaxHealth = 100,
        Score = player.Score,
        Resources = player.Resources,
        LastProcessedInput = player.LastInput,
    };

    private static int Milli(double value) => (int)Math.Round(value * 1000);
}
