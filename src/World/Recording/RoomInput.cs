namespace Actors.World;

/// <summary>
/// One thing done to a room from outside, other than letting time pass. There is one for each method of <see cref="Room"/> that changes it, named
/// as the method is: who adds a method adds one here, or recordings of the room do not play.
/// </summary>
public abstract record RoomInput
{
    /// <summary>Does it to a room.</summary>
    /// <returns>What the room answered; null where it answers nothing.</returns>
    public abstract Reply? Play(Room room, RoomEffects effects);

    internal RecordingLine.Input At(long tick) => new(tick, this);

    public sealed record Seed : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => Silently(() => room.Seed(effects));
    }

    public sealed record Reserve(PlayerId Player) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => room.Reserve(Player);
    }

    public sealed record CancelReservation(PlayerId Player) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => Silently(() => room.CancelReservation(Player));
    }

    public sealed record Enter(PlayerState State, string? From) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => room.Enter(State, From, effects);
    }

    public sealed record Resume(PlayerState State) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => room.Resume(State);
    }

    public sealed record Leave(PlayerId Player) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => Silently(() => room.Leave(Player, effects));
    }

    public sealed record PutBack(IReadOnlyList<ItemRecord> Items) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => Silently(() => room.PutBack(Items, effects));
    }

    public sealed record Apply(PlayerId Player, long CommandId, Command Command) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => room.Apply(Player, CommandId, Command, effects);
    }

    public sealed record Rename(PlayerId Player, string Name) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => Silently(() => room.Rename(Player, Name, effects));
    }

    public sealed record CompleteDeparture(PlayerId Player, RoomId To) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => room.CompleteDeparture(Player, To, effects);
    }

    public sealed record CancelDeparture(PlayerId Player) : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => Silently(() => room.CancelDeparture(Player, effects));
    }

    public sealed record SavePlayers : RoomInput
    {
        public override Reply? Play(Room room, RoomEffects effects) => Silently(() => room.SavePlayers(effects));
    }

    private static Reply? Silently(Action act)
    {
        act();
        return null;
    }
}
