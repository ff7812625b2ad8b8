using Actors.Client.Motion;
using Actors.Client.States;

namespace Actors.Client.Sessions;

/// <summary>The current room, its newest state, and where to draw what is in it.</summary>
internal sealed class RoomMemory(Prediction prediction, double interpolationMs)
{
    private readonly StateTracker _states = new();
    private readonly Interpolation _interpolation = new(interpolationMs);

    public Room? Room { get; private set; }

    /// <summary>As the server sent it; null before the first of a room.</summary>
    public RoomState? Newest { get; private set; }

    /// <summary>The components that only you are shown, in this room.</summary>
    public ComponentSet Own { get; private set; } = ComponentSet.Empty;

    /// <summary>The number of the first event that has not been seen; null if none of this room has.</summary>
    public long? NextEvent { get; private set; }

    public void Start(double stepMs)
    {
        prediction.Start(stepMs);
        _interpolation.Start(stepMs);
    }

    public Room Enter(GameValue message)
    {
        var room = new Room(message);
        if (Room?.Id != room.Id)
            NextEvent = null;
        (Room, Newest, Own) = (room, null, ComponentSet.Empty);
        _states.Clear();
        _interpolation.Clear();
        prediction.Enter(room);
        return room;
    }

    public ComponentSet TakeOwn(GameValue components) => Own = Own.Patched(components);

    public void Saw(long eventNumber) => NextEvent = eventNumber + 1;

    /// <summary>Takes a state; false if it does not build on the known state, so that a keyframe must be requested.</summary>
    /// <param name="state">Null if there is nothing to show: the state was not for us.</param>
    public bool TryTake(StateMessage message, double stepMs, double now, out RoomState? state)
    {
        state = null;
        // The last state of the previous room may still have been on its way. What follows a state that was not for us, or one for which we have requested a
        // keyframe, is not for us either.
        var isForeign = message.IsWhole ? message["room"].AsText("") != Room?.Id : !_states.HasState;
        if (isForeign)
        {
            _states.Clear();
            return true;
        }
        try
        {
            state = _states.Take(message, stepMs);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The message refers to something that cannot exist.
            _states.Clear();
        }
        if (state is null)
            return false;
        (Newest, NextEvent) = (state, state.NextEvent);
        _interpolation.Add(state, now);
        return true;
    }

    public Point Place(Player player, double now) => _interpolation.Place(player.Id, player.At, now, static (state, id) => state.FindPlayer(id)?.At);

    public Point Place(Creature creature, double now) => _interpolation.Place(creature.Id, creature.At, now, static (state, id) => state.FindCreature(id)?.At);

    public Point Place(Projectile shot, double now) => _interpolation.Place(shot.Id, shot.At, now, static (state, id) => state.FindProjectile(id)?.At);
}
