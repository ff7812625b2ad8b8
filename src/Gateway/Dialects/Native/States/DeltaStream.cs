using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Transports;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>
/// The states of one room for all clients that wish for deltas. Who has the state before, as nearly everybody does, gets one and the same delta; who
/// has fallen behind by a few gets that from the state it has, encoded once for all who have that one; who is further behind, or new, the
/// whole state. So a frame is encoded at most once for each state that is kept, and only for those that somebody has.
/// </summary>
internal sealed class DeltaStream(NativeWriter writer, int tickMilliseconds) : IStateStream
{
    /// <summary>States that deltas can be told from: 0.8 s of a room where something moves. Each is about the size of its players' rows.</summary>
    public const int KeptStates = 16;

    /// <summary>Each so many states the delta has a hash: every two seconds.</summary>
    public const int HashEvery = 40;

    private readonly DeltaWriter _deltas = new(tickMilliseconds);
    private readonly NativeState?[] _states = new NativeState?[KeptStates + 1];
    private readonly EncodedMessage?[] _byAge = new EncodedMessage?[KeptStates + 1];
    private EncodedMessage? _whole;
    private long _first = 1;

    public long Newest { get; private set; }

    /// <summary>The newest state; null before the first.</summary>
    public NativeState? State => Newest == 0 ? null : At(Newest);

    public void Add(RoomFrame frame, long serverTime)
    {
        var before = State;
        Newest++;
        Array.Clear(_byAge);
        _whole = null;
        // A room that begins to count anew has been loaded anew; what comes after is told from nothing of before.
        if (before is null || frame.Sequence <= before.Frame.Sequence || frame.Tick < before.Frame.Tick || frame.NextEvent < before.Frame.NextEvent)
        {
            _first = Newest;
            before = null;
        }
        At(Newest) = before is null ? NativeState.Exact(frame, serverTime) : NativeState.After(before, frame, serverTime, tickMilliseconds);
    }

    public EncodedMessage Since(long number)
    {
        var age = Newest - number;
        if (number < _first || age is < 1 or > KeptStates)
            return _whole ??= Encoded("keyframe", KeyframeWriter.Write(writer, At(Newest)!));
        return _byAge[age] ??= Encoded("delta", _deltas.Write(writer, At(number)!, At(Newest)!, Newest % HashEvery == 0));
    }

    private ref NativeState? At(long number) => ref _states[number % _states.Length];

    private static EncodedMessage Encoded(string kind, EncodedMessage message)
    {
        NativeMetrics.Instance.Encoded(kind, message.PayloadLength);
        return message;
    }
}
