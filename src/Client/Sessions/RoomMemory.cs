using Actors.Client.Motion;
using Actors.Client.States;

namespace Actors.Client.Sessions;

/// <summary>The room that one is in, its newest state, and where its things are to be drawn.</summary>
internal sealed class RoomMemory(Prediction prediction, double interpolationMs)
{
    private readonly StateTracker _states = new();
    private readonly Interpolation _interpolation = new(interpolationMs);

    public Room? Room { get; private set; }

    /// <summary>As the server sent it; null before the first of a room.</summary>
    public RoomState? Newest { get; private set; }

    /// <summary>The components that you alone are shown, in this room.</summary>
    public ComponentSet Own { get; private set; } = ComponentSet.Empty;

    /// <summary>Of the first event that has not been seen; null when none of this room has.</summary>
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

    /// <summary>Takes a state; false when it does not fit to what is known: the whole of it has to be asked for.</summary>
    /// <param name="state">Null when there is nothing to show: it was not for us.</param>
    public bool TryTake(StateMessage message, double stepMs, double now, out RoomState? state)
    {
        state = null;
        // The last one of the room before may still have been on its way. What follows a state that was not for us, or that we have asked for anew, is not for us either.
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
            // It names what cannot be there.
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
