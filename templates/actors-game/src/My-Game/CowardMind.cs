using Actors.World;

namespace My_Game;

/// <summary>Runs from whoever comes near. Content gives it to a kind of creature: <c>mind: coward</c>.</summary>
public sealed class CowardMind : CreatureMind
{
    private const double Courage = 5;
    private const int ThoughtTicks = 10;

    public override void Think(in MindContext mind)
    {
        if (mind.NearestPlayer(within: Courage) is { } threat)
            mind.Flee(threat.Position);
        else
            mind.Wander(mind.Creature.Kind.WanderRadius);
        mind.ThinkAgainIn(ThoughtTicks);
    }
}
