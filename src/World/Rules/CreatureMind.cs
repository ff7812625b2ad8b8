namespace Actors.World;

/// <summary>What creatures of a kind do. One mind serves all of them, so what a single creature must remember lives in its components.</summary>
public abstract class CreatureMind
{
    /// <summary>
    /// Decides what the creature does next, while players are in the room and the creature is alive. Between two thoughts the creature keeps walking in its last
    /// direction. Unless the mind schedules its next thought, it thinks again only when something happens to the creature.
    /// </summary>
    public abstract void Think(in MindContext mind);

    /// <summary>A player has hurt the creature, and it survived. It thinks in the next step.</summary>
    public virtual void Hurt(in MindContext mind, Player by)
    {
    }
}
