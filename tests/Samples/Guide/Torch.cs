using Actors.World;

namespace MyGame;

/// <summary>Whether a torch burns.</summary>
[Component("torch", FromContent = false)]
public sealed record Torch(bool Burns)
{
    public static Torch Out { get; } = new(false);
}

/// <summary>A torch is lit by using it, and burns out after a minute.</summary>
public sealed class TorchBehaviour : ItemBehaviour
{
    public const string BurnsOut = "mygame.burns_out";

    private const int BurningTicks = 1200;

    public override Reply Use(in VerbContext context, ItemRecord item)
    {
        var room = context.Room;
        if (room.Get<Torch>(item).Burns)
            return VerbContext.Reject("mygame.burns", "It burns already.");
        room.Set(item, new Torch(true));
        room.StartTimer(BurnsOut, BurningTicks, data: item.Id.Value, durable: true);
        return new Done("The torch flares up.");
    }

    /// <summary>Wherever it is in the room; one that has left it burns on.</summary>
    public static void BurnOut(RoomState room, string? item)
    {
        var carried = room.Players.SelectMany(player => player.Items);
        if (room.Items.Concat(carried).FirstOrDefault(torch => torch.Id.Value == item) is { } torch)
            room.Set(torch, Torch.Out);
    }
}
