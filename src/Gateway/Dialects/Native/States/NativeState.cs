using Actors.Gateway.Dialects.Components;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>
/// A frame as clients have it. It equals the frame, except for the positions of walking players: a client extrapolates them with the velocity that it knows, and is
/// corrected only when it is more than a thousandth of a unit off. The client's position is computed here in whole millionths of a unit, exactly as the client computes it,
/// so that errors do not add up.
/// </summary>
internal sealed class NativeState
{
    private const long ToleranceMicro = 1000;

    private NativeState(RoomFrame frame, long serverTime, long[] x, long[] y, SharedComponents? before = null)
    {
        Frame = frame;
        Components = SharedComponents.Of(frame, before);
        ServerTime = serverTime;
        X = x;
        Y = y;
    }

    public RoomFrame Frame { get; }

    /// <summary>The components that everybody is shown. The same object while the frame's components are the same.</summary>
    public SharedComponents Components { get; }

    /// <summary>Milliseconds since 1970.</summary>
    public long ServerTime { get; }

    /// <summary>Millionths of a unit, of the frame's player of the same index.</summary>
    public long[] X { get; }

    public long[] Y { get; }

    public StatePart All => new(this);

    /// <summary>A state in which everybody is exactly where the frame has them.</summary>
    public static NativeState Exact(RoomFrame frame, long serverTime)
    {
        var state = new NativeState(frame, serverTime, new long[frame.Players.Length], new long[frame.Players.Length]);
        for (var i = 0; i < frame.Players.Length; i++)
            state.Place(i);
        return state;
    }

    /// <summary>The successor of a state that clients have.</summary>
    public static NativeState After(NativeState before, RoomFrame frame, long serverTime, int tickMilliseconds)
    {
        var state = new NativeState(frame, serverTime, new long[frame.Players.Length], new long[frame.Players.Length], before.Components);
        var milliseconds = (frame.Tick - before.Frame.Tick) * tickMilliseconds;
        var old = before.Frame.Players.AsSpan();
        var o = 0;
        for (var i = 0; i < frame.Players.Length; i++)
        {
            ref readonly var player = ref frame.Players[i];
            while (o < old.Length && old[o].Id.Value < player.Id.Value)
                o++;
            if (o == old.Length || old[o].Id != player.Id)
            {
                state.Place(i);
                continue;
            }
            state.X[i] = Along(before.X[o], player.VelocityXMilli, milliseconds, player.XMilli);
            state.Y[i] = Along(before.Y[o], player.VelocityYMilli, milliseconds, player.YMilli);
        }
        return state;
    }

    private static long Along(long before, int velocityMilli, long milliseconds, int milli)
    {
        var exact = milli * 1000L;
        if (velocityMilli == 0)
            return exact;
        var foreseen = before + (velocityMilli * milliseconds);
        return Math.Abs(foreseen - exact) <= ToleranceMicro ? foreseen : exact;
    }

    private void Place(int i)
    {
        X[i] = Frame.Players[i].XMilli * 1000L;
        Y[i] = Frame.Players[i].YMilli * 1000L;
    }
}
