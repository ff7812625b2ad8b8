using Actors.World;

namespace MyGame;

/// <summary>Nobody passes without a burning torch.</summary>
public sealed class DarkStairs : ExitBehaviour
{
    public override Rejected? Passing(RoomState room, Player player, ExitDefinition exit) =>
        player.Items.Any(item => room.Get<Torch>(item).Burns) ? null : new Rejected("mygame.dark", "It is too dark to go down.");
}

/// <summary>In the crypt one whispers.</summary>
public sealed class Silence : RoomHook
{
    public override Rejected? Saying(RoomState room, Player player, string text) =>
        room.Id.Definition == "crypt" ? new Rejected("mygame.silence", "The dead sleep here.") : null;

    public override void Entered(RoomState room, Player player) => player.Set(player.Get<Mana>() with { Points = Mana.Most });
}
