using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>
/// One change to a room from outside, other than the passing of time. There is one type for each method of <see cref="Room"/> that changes the room, with the
/// method's name. A new method needs a new type here, or recordings of the room do not play.
/// </summary>
public abstract record RoomInput
{
    /// <summary>Applies the input to a room.</summary>
    /// <returns>The room's answer; null if it gives none.</returns>
    public abstract Reply? Play(Room room, RoomEffects effects);

    internal RecordingLine.Input At(long tick) => new(tick, this);

    /// <inheritdoc cref="Room.Seed"/>
    public sealed record Seed : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.Seed(effects));
    }

    /// <inheritdoc cref="Room.Reserve"/>
    public sealed record Reserve(PlayerState Player) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => room.Reserve(Player, effects, From, IsByChoice);

        /// <summary>The room that the player comes from; null in a recording of an older server.</summary>
        public RoomId? From { get; init; }

        /// <summary>The player has chosen the room itself.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool IsByChoice { get; init; }
    }

    /// <inheritdoc cref="Room.CancelReservation"/>
    public sealed record CancelReservation(PlayerId Player) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.CancelReservation(Player));
    }

    /// <inheritdoc cref="Room.Enter"/>
    public sealed record Enter(PlayerState State, string? From) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => room.Enter(State, From, effects);
    }

    /// <inheritdoc cref="Room.Resume"/>
    public sealed record Resume(PlayerState State) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => room.Resume(State, effects);
    }

    /// <inheritdoc cref="Room.Leave"/>
    public sealed record Leave(PlayerId Player) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.Leave(Player, effects));
    }

    /// <inheritdoc cref="Room.PutBack"/>
    public sealed record PutBack(IReadOnlyList<ItemRecord> Items) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.PutBack(Items, effects));
    }

    /// <inheritdoc cref="Room.Apply"/>
    public sealed record Apply(PlayerId Player, long CommandId, Command Command) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => room.Apply(Player, CommandId, Command, effects);
    }

    /// <inheritdoc cref="Room.Halt"/>
    public sealed record Halt(PlayerId Player) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.Halt(Player, effects));
    }

    /// <inheritdoc cref="Room.Rename"/>
    public sealed record Rename(PlayerId Player, string Name) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.Rename(Player, Name, effects));
    }

    /// <inheritdoc cref="Room.CompleteDeparture"/>
    public sealed record CompleteDeparture(PlayerId Player, RoomId To) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => room.CompleteDeparture(Player, To, effects);
    }

    /// <inheritdoc cref="Room.CancelDeparture"/>
    public sealed record CancelDeparture(PlayerId Player) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.CancelDeparture(Player, effects));
    }

    /// <inheritdoc cref="Room.SavePlayers"/>
    public sealed record SavePlayers : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.SavePlayers(effects));
    }

    /// <inheritdoc cref="Room.Answer"/>
    public sealed record Answer(long Request, string? Text, string? Error) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.Answer(Request, Text, Error, effects));
    }

    /// <inheritdoc cref="Room.Receive"/>
    public sealed record Receive(RoomMail Mail) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.Receive(Mail, effects));
    }

    /// <inheritdoc cref="Room.Delivered"/>
    public sealed record Delivered(RoomId To, long Number) : RoomInput
    {
        /// <inheritdoc/>
        public override Reply? Play(Room room, RoomEffects effects) => WithoutReply(() => room.Delivered(To, Number, effects));
    }

    private static Reply? WithoutReply(Action act)
    {
        act();
        return null;
    }
}
