using System.Globalization;
using Actors.TestKit;
using Actors.World;

namespace Actors.Client.Tests.Recordings;

/// <summary>The other players of a recording: they come and go, walk, fight, shoot, take and drop.</summary>
internal sealed class Bots(RoomScenario room, Random random)
{
    private const int Most = 10;

    private readonly HashSet<string> _here = [];
    private long _input;

    public void Act()
    {
        if (_here.Count < Most && random.Next(15) == 0)
            Come($"Bot{random.Next(30).ToString(CultureInfo.InvariantCulture)}");
        foreach (var bot in _here.Order(StringComparer.Ordinal).ToArray())
        {
            if (random.Next(4) == 0)
                Act(bot);
        }
    }

    private void Come(string bot)
    {
        if (_here.Add(bot))
            room.Enter(bot, random.Next(-25, 25), random.Next(-25, 25));
    }

    private void Act(string bot)
    {
        var angle = random.NextDouble() * Math.Tau;
        switch (random.Next(40))
        {
            case < 8:
                room.Send(bot, new Move(random.Next(5) == 0 ? Vector.Zero : new Vector(Math.Cos(angle), Math.Sin(angle)), ++_input), 0);
                break;
            case < 12:
                room.Send(bot, new Face(angle), 0);
                break;
            case < 20:
                room.Send(bot, new Attack(), 0);
                break;
            case < 24:
                room.Send(bot, new Fire(angle), 0);
                break;
            case < 28:
                room.Type(bot, random.Next(2) == 0 ? "take all" : "drop all");
                break;
            case < 31:
                room.Type(bot, "gather");
                break;
            case 31:
                room.Do($"{bot} leaves", (its, effects) =>
                {
                    its.Leave(room.Id(bot), effects);
                    return new Done(null);
                });
                _here.Remove(bot);
                break;
            default:
                break;
        }
    }
}
