using Actors.World;

namespace MyGame;

/// <summary>Runs from whoever comes near.</summary>
public sealed class CowardMind : CreatureMind
{
    public override void Think(in MindContext mind)
    {
        if (mind.NearestPlayer(within: 4) is { } threat)
            mind.Flee(threat.Position);
        else
            mind.Wander(radius: 6);
        mind.ThinkAgainIn(ticks: 10);
    }
}
