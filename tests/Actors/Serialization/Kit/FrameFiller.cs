using Actors.World;

namespace Actors.Tests.Serialization.Kit;

/// <summary>Rooms whose next frame may differ from the last in everything that can differ; arrays that have not changed are the same objects.</summary>
internal sealed class FrameFiller(Random random)
{
    private readonly Dictionary<RoomId, (long Epoch, RoomFrame Frame)> _rooms = [];
    private readonly Filler _filler = new(null, random);

    public (long Epoch, RoomFrame Frame) Next(RoomId room)
    {
        var (epoch, last) = _rooms.TryGetValue(room, out var known) ? known : (_filler.Make<long>(), _filler.Make<RoomFrame>() with { Room = room });
        if (random.Next(20) == 0)
            epoch++;
        var frame = last with
        {
            Sequence = random.Next(5) == 0 ? _filler.Make<long>() : unchecked(last.Sequence + 1),
            Tick = random.Next(5) == 0 ? _filler.Make<long>() : unchecked(last.Tick + 1),
            Players = Changed(last.Players, MoveOn),
            Creatures = Changed(last.Creatures, creature => creature with { XMilli = creature.XMilli ^ 5, Health = creature.Health / 2 }),
            Items = Changed(last.Items, item => item with { Name = _filler.Make<string>() }),
            Nodes = Changed(last.Nodes, left => left / 2),
            Projectiles = Changed(last.Projectiles, shot => shot with { YMilli = ~shot.YMilli }),
            Components = Changed(last.Components, component => component with { Json = _filler.Make<string>() }),
            Events = random.Next(3) == 0 ? _filler.Make<RoomEvent[]>() : [],
            FirstEvent = random.Next(5) == 0 ? _filler.Make<long>() : unchecked(last.FirstEvent + last.Events.Length),
        };
        _rooms[room] = (epoch, frame);
        return (epoch, frame);
    }

    private T[] Changed<T>(T[] last, Func<T, T> change)
    {
        if (random.Next(3) == 0)
            return last;
        List<T> next = [];
        foreach (var one in last)
        {
            if (random.Next(8) == 0)
                continue;
            next.Add(random.Next(2) == 0 ? change(one) : one);
            if (random.Next(8) == 0)
                next.Add(_filler.Make<T>());
        }
        if (random.Next(3) == 0)
            next.Add(_filler.Make<T>());
        if (random.Next(12) == 0)
            next.Reverse();
        return [.. next];
    }

    private PlayerView MoveOn(PlayerView player) => random.Next(6) == 0
        ? _filler.Make<PlayerView>() with { Id = player.Id }
        : player with { XMilli = player.XMilli / 3, FacingMilli = player.FacingMilli / 7, LastProcessedInput = unchecked(player.LastProcessedInput + 1) };
}
