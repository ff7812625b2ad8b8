using Actors.World;

namespace Caravan.Rules.Doors;

/// <summary>Opens a locked exit with something that its player carries.</summary>
public sealed class UnlockVerb : Verb<UnlockVerb.Unlock>
{
    public sealed record Unlock(string Direction) : Command;

    public override string Name => "unlock";

    public override string Usage => "unlock DIRECTION";

    public override string Help => "Unlock a door with a key that you carry.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Unlock(rest);

    protected override Reply Execute(in VerbContext context, Unlock command)
    {
        var (room, player) = (context.Room, context.Player);
        _ = Directions.TryParse(command.Direction, out var direction);
        if (room.FindExit(direction) is not { Behaviour: "locked" })
            return VerbContext.Reject("caravan.no_door", $"There is no locked door {direction}.");
        if (room.Get<OpenDoors>().Directions.Contains(direction))
            return VerbContext.Reject("caravan.open", "It is open.");
        if (!player.Items.Any(item => room.Get<Opens>(item).Direction == direction))
            return VerbContext.Reject("caravan.no_key", "You have no key that fits.");
        LockedDoor.Open(room, direction);
        context.Emit(new DoorUnlocked(player.Id, player.Name, direction, player.Position));
        return Reply.Ok;
    }
}
