namespace Actors.World;

/// <summary>Calls hooks, each under its own name.</summary>
public sealed partial class RoomState
{
    /// <summary>Asks one after the other, up to the first that refuses.</summary>
    internal Rejected? AskHooks<TAbout>(TAbout about, Func<RoomHook, RoomState, TAbout, Rejected?> ask)
    {
        foreach (var (hook, title) in RuleSet.Hooks)
        {
            var outer = Begin(title);
            var why = ask(hook, this, about);
            End(outer);
            if (why is not null)
                return why;
        }
        return null;
    }

    internal void TellHooks<TAbout>(TAbout about, Action<RoomHook, RoomState, TAbout> tell)
    {
        foreach (var (hook, title) in RuleSet.Hooks)
        {
            var outer = Begin(title);
            tell(hook, this, about);
            End(outer);
        }
    }

    /// <summary>Whether a projectile ends at what it has reached.</summary>
    internal bool EndsAt(in ShotHit hit) => AnyHook(hit, static (hook, room, hit) => hook.Hit(room, hit));

    /// <summary>Whether one says yes; those after it are not asked.</summary>
    private bool AnyHook<TAbout>(TAbout about, Func<RoomHook, RoomState, TAbout, bool> ask)
    {
        foreach (var (hook, title) in RuleSet.Hooks)
        {
            var outer = Begin(title);
            var says = ask(hook, this, about);
            End(outer);
            if (says)
                return true;
        }
        return false;
    }
}
