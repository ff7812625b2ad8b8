using System.Text.Json;

namespace Actors.Tools.Load.Play;

/// <summary>A client's view of its room, as far as it needs it to decide what to do next.</summary>
internal sealed class PlayScene
{
    private readonly Lock _lock = new();
    private string[] _exits = [];
    private string[] _items = [];
    private (double X, double Y)[] _nodes = [];
    private (double X, double Y) _at;

    public void Enter(JsonElement room)
    {
        lock (_lock)
        {
            _exits = [.. room.GetProperty("exits").EnumerateArray().Select(static exit => exit.GetProperty("direction").GetString()!)];
            _nodes = [.. room.GetProperty("nodes").EnumerateArray().Select(Place)];
            _items = [];
        }
    }

    public void Look(JsonElement keyframe, string self)
    {
        lock (_lock)
        {
            _items = [.. keyframe.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("name").GetString()!)];
            foreach (var player in keyframe.GetProperty("players").EnumerateArray())
            {
                if (player.GetProperty("id").ValueEquals(self))
                    _at = Place(player);
            }
        }
    }

    public string? AnyExit(Random random) => Any(ref _exits, random);

    public string? AnyItem(Random random) => Any(ref _items, random);

    /// <summary>Towards something to gather half of the time, otherwise anywhere; of length 1.</summary>
    public (double X, double Y) AnyDirection(Random random)
    {
        lock (_lock)
        {
            var angle = random.NextDouble() * Math.Tau;
            if (_nodes.Length > 0 && random.Next(2) == 0)
            {
                var node = _nodes[random.Next(_nodes.Length)];
                angle = Math.Atan2(node.Y - _at.Y, node.X - _at.X);
            }
            return (Math.Cos(angle), Math.Sin(angle));
        }
    }

    private string? Any(ref string[] names, Random random)
    {
        lock (_lock)
            return names.Length == 0 ? null : names[random.Next(names.Length)];
    }

    private static (double X, double Y) Place(JsonElement thing) => (thing.GetProperty("x").GetDouble(), thing.GetProperty("y").GetDouble());
}
