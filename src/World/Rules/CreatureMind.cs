namespace Actors.World;

/// <summary>What a kind of creatures does. One mind serves all of them: what one of them must remember are its components.</summary>
public abstract class CreatureMind
{
    /// <summary>
    /// Decides what the creature does next, while players are in the room and the creature lives. It walks on as it was sent to between two thoughts. Unless the mind says
    /// when it thinks again, it does not before something happens to the creature.
    /// </summary>
    public abstract void Think(in MindContext mind);

    /// <summary>A player has hurt the creature, which lives; it thinks in the next step.</summary>
    public virtual void Hurt(in MindContext mind, Player by)
    {
    }
}
