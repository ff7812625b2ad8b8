using Actors.World;

namespace Actors.Rules.Game;

/// <summary>Wanders about its home, and strikes back at whoever struck it if its kind does.</summary>
internal sealed class AnimalMind : CreatureMind
{
    private const int ThoughtTicks = 40;

    public override void Think(in MindContext mind)
    {
        var creature = mind.Creature;
        if (creature.Get<Temper>().Enemy is { } id)
        {
            if (mind.Room.FindPlayer(id) is { IsDead: false, IsDeparting: false } enemy)
            {
                Fight(mind, enemy);
                mind.ThinkAgainIn(1);
                return;
            }
            creature.Set(Temper.Calm);
        }
        if (creature.Kind.WanderRadius <= 0)
        {
            mind.Stop();
            return;
        }
        mind.Wander(creature.Kind.WanderRadius);
        mind.ThinkAgainIn(ThoughtTicks + mind.Room.Random.Next(ThoughtTicks));
    }

    public override void Hurt(in MindContext mind, Player by)
    {
        if (mind.Creature.Kind.FightsBack)
            mind.Creature.Set(new Temper(by.Id));
    }

    private static void Fight(in MindContext mind, Player enemy)
    {
        var (room, creature) = (mind.Room, mind.Creature);
        if ((enemy.Position - creature.Position).Length > creature.Kind.AttackRange)
        {
            mind.GoTowards(enemy.Position);
            return;
        }
        mind.Stop();
        var cooldowns = creature.Get<Cooldowns>();
        if (room.Tick < cooldowns.Strike || room.Definition.Safe)
            return;
        creature.Set(cooldowns with { Strike = room.Tick + creature.Kind.AttackCooldownTicks });
        room.Hurt(enemy, creature.Kind.Damage, Attacker.Of(creature));
    }
}
