using System.Diagnostics;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.TestKit;
using Actors.World;
using Xunit;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>What a frame of a busy room costs in each way of telling it. docs/protocol.md says how to see the numbers.</summary>
public sealed class NativeTrafficTests(ITestOutputHelper output)
{
    private const int TickMilliseconds = 50;
    private const int Ticks = 400;

    [Theory]
    [InlineData(25)]
    [InlineData(50)]
    public void Who_walks_costs_few_bytes(int players)
    {
        var frames = Walk(players);
        var jsonKeyframes = Measure("JSON keyframes", frames, KeyframesOf(NativeFormat.Json));
        Measure("MessagePack keyframes", frames, KeyframesOf(NativeFormat.MessagePack));
        var jsonDeltas = Measure("JSON deltas", frames, DeltasOf(NativeFormat.Json));
        var packDeltas = Measure("MessagePack deltas", frames, DeltasOf(NativeFormat.MessagePack));

        Assert.True(jsonDeltas < jsonKeyframes / 5, "JSON deltas");
        Assert.True(packDeltas < jsonKeyframes / 15, "MessagePack deltas");
        Assert.InRange(packDeltas, 1, players * 7);
    }

    /// <summary>The sample world's plaza with its animals; each player steers 10 times a second, into another direction every two seconds, as the load generator does.</summary>
    private static List<RoomFrame> Walk(int players)
    {
        var world = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content")).World!;
        var plaza = new RoomScenario(world, "plaza");
        var random = new Random(1);
        var angles = new double[players];
        for (var i = 0; i < players; i++)
        {
            plaza.Enter($"Player{i}", (i % 10) - 5, (i / 10) - 2);
            angles[i] = random.NextDouble() * Math.Tau;
        }
        var frames = new List<RoomFrame>();
        var effects = new RoomEffects();
        for (var tick = 1; tick <= Ticks; tick++)
        {
            for (var i = 0; i < players; i++)
            {
                if ((tick + i) % 2 != 0)
                    continue;
                if (random.Next(20) == 0)
                    angles[i] = random.NextDouble() * Math.Tau;
                plaza.Send($"Player{i}", new Move(new Vector(Math.Cos(angles[i]), Math.Sin(angles[i])), tick), 0);
            }
            plaza.Room.Advance(effects);
            effects.Clear();
            frames.Add(plaza.Room.View(tick, []));
        }
        return frames;
    }

    private double Measure(string how, List<RoomFrame> frames, Func<RoomFrame, int> encode)
    {
        foreach (var frame in frames)
            encode(frame);
        var began = Stopwatch.GetTimestamp();
        var bytes = 0L;
        foreach (var frame in frames)
            bytes += encode(frame);
        var microseconds = Stopwatch.GetElapsedTime(began).TotalMicroseconds / frames.Count;
        var perFrame = bytes / (double)frames.Count;
        output.WriteLine(FormattableString.Invariant($"{frames[0].Players.Length} players, {how}: {perFrame:f0} bytes and {microseconds:f1} us of encoding a frame, however many it goes to"));
        return perFrame;
    }

    private static Func<RoomFrame, int> KeyframesOf(NativeFormat format)
    {
        var writer = format.Write();
        return frame => KeyframeWriter.Write(writer, NativeState.Exact(frame, frame.Tick * TickMilliseconds)).PayloadLength;
    }

    private static Func<RoomFrame, int> DeltasOf(NativeFormat format)
    {
        var stream = new DeltaStream(format.Write(), TickMilliseconds);
        return frame =>
        {
            stream.Add(frame, frame.Tick * TickMilliseconds);
            return stream.Since(stream.Newest - 1).PayloadLength;
        };
    }
}
