using Actors.Channels;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>
/// The states of one room for all clients with deltas. A client that has the previous state, as nearly all do, gets the same delta as the others. One
/// that is a few states behind gets a delta from the state it has, encoded once for all that have that one. One that is further behind, or new, gets the
/// complete state. So a frame is encoded at most once for each state in the history, and only for those that somebody has.
/// </summary>
internal sealed class DeltaStream(NativeWriter writer, int tickMilliseconds) : INativeStream
{
    public const int KeptStates = StateHistory<NativeState>.Kept;

    /// <summary>After this many states a delta has a hash: every two seconds.</summary>
    public const int HashEvery = 40;

    private readonly DeltaWriter _deltas = new(tickMilliseconds);
    private readonly StateHistory<NativeState> _states = new(static state => state);
    private readonly EncodedMessage?[] _byAge = new EncodedMessage?[KeptStates + 1];
    private EncodedMessage? _whole;

    public long Newest => _states.Newest;

    /// <summary>The newest state; null before the first.</summary>
    public NativeState? State => _states.State;

    public void Add(RoomFrame frame, long serverTime)
    {
        Array.Clear(_byAge);
        _whole = null;
        _states.Add(frame, before => before is null ? NativeState.Exact(frame, serverTime) : NativeState.After(before, frame, serverTime, tickMilliseconds));
    }

    public EncodedMessage Since(long number, PlayerId player)
    {
        if (_states.Before(number) is not { } before)
            return _whole ??= NativeMetrics.Instance.Encoded("keyframe", KeyframeWriter.Write(writer, State!));
        return _byAge[Newest - number] ??= NativeMetrics.Instance.Encoded("delta", _deltas.Write(writer, before, State!, Newest % HashEvery == 0));
    }

    public bool Sees(PlayerId player, Vector at) => true;
}
