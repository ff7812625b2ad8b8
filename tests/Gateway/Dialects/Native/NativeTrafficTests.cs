using System.Diagnostics;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;
using Xunit;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>What a frame of a busy room costs in each way of sending it. docs/protocol.md says how to see the numbers.</summary>
public sealed class NativeTrafficTests(ITestOutputHelper output)
{
    private const int TickMilliseconds = 50;
    private const int Ticks = 400;

    [Theory]
    [InlineData(25)]
    [InlineData(50)]
    public void Walking_costs_few_bytes(int players)
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

    [Fact]
    public void A_clients_cost_depends_on_what_it_sees_not_on_the_player_count()
    {
        var costs = ((int[])[200, 500, 1000, 2000]).Select(MeasureAreas).ToArray();
        Assert.InRange(costs.Max(static cost => cost.Sent) / costs.Min(static cost => cost.Sent), 1, 1.3);
        Assert.InRange(costs.Max(static cost => cost.Allocated) / costs.Min(static cost => cost.Allocated), 1, 1.3);
    }

    /// <summary>Players all over a room, as many in sight whatever its size, each steering 10 times a second.</summary>
    private (double Sent, double Allocated) MeasureAreas(int players)
    {
        const int Seen = 50;
        const int Frames = 60;
        var options = new AreaOptions();
        var side = 1000.0;
        // A player near a wall sees less: the room is made so large that players see this many on average.
        for (var i = 0; i < 20; i++)
        {
            var grid = Grid(side, options);
            side = Math.Sqrt(players * Enumerable.Range(0, grid.Cells).Average(cell => grid.SeenFrom(cell).Count()) * options.CellUnits * options.CellUnits / Seen);
        }
        var stream = new AreaStream(NativeFormat.MessagePack, Grid(side, options), TickMilliseconds);
        var random = new Random(1);
        var (at, velocity) = (new Vector[players], new Vector[players]);
        for (var i = 0; i < players; i++)
            (at[i], velocity[i]) = (new Vector((random.NextDouble() - 0.5) * side, (random.NextDouble() - 0.5) * side), Vector.FromAngle(random.NextDouble() * Math.Tau) * 5);
        var (sent, allocated, processor) = (0L, 0L, TimeSpan.Zero);
        for (var tick = 1; tick <= Frames * 2; tick++)
        {
            var views = new PlayerView[players];
            for (var i = 0; i < players; i++)
            {
                if ((tick + i) % 2 == 0 && random.Next(20) == 0)
                    velocity[i] = Vector.FromAngle(random.NextDouble() * Math.Tau) * 5;
                at[i] += velocity[i] * (TickMilliseconds / 1000.0);
                if (Math.Abs(at[i].X) > side / 2 || Math.Abs(at[i].Y) > side / 2)
                    (velocity[i], at[i]) = (velocity[i] * -1, new Vector(Math.Clamp(at[i].X, -side / 2, side / 2), Math.Clamp(at[i].Y, -side / 2, side / 2)));
                views[i] = new PlayerView
                {
                    Id = new PlayerId(i + 1),
                    Name = $"Player{i}",
                    XMilli = (int)Math.Round(at[i].X * 1000),
                    YMilli = (int)Math.Round(at[i].Y * 1000),
                    VelocityXMilli = (int)Math.Round(velocity[i].X * 1000),
                    VelocityYMilli = (int)Math.Round(velocity[i].Y * 1000),
                    FacingMilli = (int)Math.Round(Math.Atan2(velocity[i].Y, velocity[i].X) * 1000),
                    Health = 100,
                    MaxHealth = 100,
                    Score = 0,
                    Resources = default,
                    LastProcessedInput = (tick + i) / 2,
                };
            }
            var frame = new RoomFrame { Room = new RoomId("field"), Sequence = tick, Tick = tick, Players = views, Creatures = [], Items = [], Nodes = [], Projectiles = [], Events = [] };
            // The first half is to warm up.
            if (tick == Frames + 1)
                (sent, allocated, processor) = (0, 0, TimeSpan.Zero);
            var (allocatedBefore, processorBefore) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            stream.Add(frame, tick * TickMilliseconds);
            foreach (var view in views)
                sent += stream.Since(stream.Newest - 1, view.Id).PayloadLength;
            allocated += GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            processor += Environment.CpuUsage.TotalTime - processorBefore;
        }
        double all = Frames * players;
        output.WriteLine(FormattableString.Invariant(
            $"{players} in one room: {sent / all:f0} bytes, {allocated / all:f0} bytes allocated and {processor.TotalNanoseconds / all:f0} ns of the processor a client and frame"));
        return (sent / all, allocated / all);
    }

    private static AreaGrid Grid(double side, AreaOptions options) =>
        new(new RoomDefinition { Id = "field", Zone = new ZoneId("z"), Title = "f", Description = "f", Width = side, Height = side }, options);

    /// <summary>The sample world's plaza with its animals; each player steers 10 times a second, in another direction every two seconds, as the load generator does.</summary>
    private static List<RoomFrame> Walk(int players)
    {
        var world = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;
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
            return stream.Since(stream.Newest - 1, default).PayloadLength;
        };
    }
}
