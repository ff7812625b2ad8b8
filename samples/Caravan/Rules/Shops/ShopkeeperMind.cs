using Actors.World;

namespace Caravan.Rules.Shops;

/// <summary>Stands still for whoever is near, and otherwise walks up and down behind the counter.</summary>
public sealed class ShopkeeperMind : CreatureMind
{
    private const double NearUnits = 4;
    private const int ThoughtTicks = 20;

    public override void Think(in MindContext mind)
    {
        if (mind.NearestPlayer(NearUnits) is not null)
            mind.Stop();
        else
            mind.Wander(mind.Creature.Kind.WanderRadius);
        mind.ThinkAgainIn(ThoughtTicks + mind.Room.Random.Next(ThoughtTicks));
    }
}
