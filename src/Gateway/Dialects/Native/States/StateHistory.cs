using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>The newest states of a room, numbered from 1, from each of which a delta to the newest can be made.</summary>
internal sealed class StateHistory<TState>(Func<TState, NativeState> wholeOf)
    where TState : class
{
    /// <summary>0.8 s of a room where something moves. Each is about the size of its players' rows.</summary>
    public const int Kept = 16;

    private readonly TState?[] _states = new TState?[Kept + 1];
    private long _first = 1;

    public long Newest { get; private set; }

    /// <summary>Null before the first.</summary>
    public TState? State => Newest == 0 ? null : _states[Newest % _states.Length];

    /// <param name="make">Makes the state from the previous one, which is null when there is none to build on.</param>
    public void Add(RoomFrame frame, Func<TState?, TState> make)
    {
        var before = State;
        Newest++;
        // A room whose count restarts was loaded again; a delta must not build on states from before.
        if (before is not null && wholeOf(before).Frame is var old
            && (frame.Sequence <= old.Sequence || frame.Tick < old.Tick || frame.NextEvent < old.NextEvent))
        {
            _first = Newest;
            before = null;
        }
        _states[Newest % _states.Length] = make(before);
    }

    /// <summary>The state of that number; null when no delta can be made from it any more.</summary>
    public TState? Before(long number) => number >= _first && number < Newest && Newest - number <= Kept ? _states[number % _states.Length] : null;
}
