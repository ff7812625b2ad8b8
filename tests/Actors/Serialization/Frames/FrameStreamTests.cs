using System.Runtime.Serialization;
using Actors.Serialization.Frames;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Serialization.Frames;

public sealed class FrameStreamTests
{
    private const int MaxBytes = 60_000;

    private static readonly RoomId[] Rooms = [new("plaza"), new("plaza~2"), new("mill"), new("quay")];

    private static readonly FsCheck.Config Thorough = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Any_frames_survive_a_round_trip() => Check.One(Thorough, Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
    {
        var random = new Random(seed);
        var rooms = new FrameFiller(random);
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        for (var element = 0; element < 12; element++)
        {
            List<(long Epoch, RoomFrame Frame)> sent = [];
            for (var i = random.Next(6); i > 0; i--)
                sent.Add(rooms.Next(Rooms[random.Next(Rooms.Length)]));
            foreach (var (epoch, frame) in sent)
                Assert.True(writer.TryAdd(epoch, frame, int.MaxValue));
            if (random.Next(4) == 0)
                writer.Forget(Rooms[random.Next(Rooms.Length)]);
            if (!Alike.Are(sent.Select(static each => each.Frame).ToList(), Read(reader, writer.Take(), sent.Select(static each => each.Epoch))))
                return false;
        }
        return writer.Rooms == reader.Rooms;
    }));

    [Fact]
    public void An_unchanged_array_is_read_as_the_same_object() => Check.One(Thorough, Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
    {
        var random = new Random(seed);
        var rooms = new FrameFiller(random);
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        Dictionary<RoomId, (RoomFrame Sent, RoomFrame Read)> last = [];
        for (var i = 0; i < 40; i++)
        {
            var (epoch, sent) = rooms.Next(Rooms[random.Next(Rooms.Length)]);
            writer.TryAdd(epoch, sent, int.MaxValue);
            var read = Assert.Single(reader.Read(writer.Take())).Frame;
            if (last.TryGetValue(sent.Room, out var before))
            {
                Assert.True(!ReferenceEquals(sent.Players, before.Sent.Players) || ReferenceEquals(read.Players, before.Read.Players));
                Assert.True(!ReferenceEquals(sent.Creatures, before.Sent.Creatures) || ReferenceEquals(read.Creatures, before.Read.Creatures));
                Assert.True(!ReferenceEquals(sent.Items, before.Sent.Items) || ReferenceEquals(read.Items, before.Read.Items));
                Assert.True(!ReferenceEquals(sent.Nodes, before.Sent.Nodes) || ReferenceEquals(read.Nodes, before.Read.Nodes));
                Assert.True(!ReferenceEquals(sent.Projectiles, before.Sent.Projectiles) || ReferenceEquals(read.Projectiles, before.Read.Projectiles));
            }
            last[sent.Room] = (sent, read);
        }
    }));

    [Fact]
    public void Corrupt_bytes_are_read_or_rejected() => Check.One(Thorough.WithMaxTest(3_000), Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
    {
        var random = new Random(seed);
        var rooms = new FrameFiller(random);
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        for (var element = 0; element < 3; element++)
        {
            for (var i = 0; i < 3; i++)
            {
                var (epoch, frame) = rooms.Next(Rooms[i]);
                writer.TryAdd(epoch, frame, int.MaxValue);
            }
            var bytes = writer.Take();
            if (element == 2)
                bytes = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : WorldSerializerTests.Mutated(bytes, random);
            try
            {
                reader.Read(bytes);
            }
            catch (SerializationException)
            {
                Assert.Equal(2, element);
            }
        }
    }));

    [Fact]
    public void A_reader_that_missed_an_element_rejects_all_later_ones()
    {
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        writer.TryAdd(1, Crowd(3, 0), MaxBytes);
        reader.Read(writer.Take());
        writer.TryAdd(1, Crowd(3, 1), MaxBytes);
        writer.Take();
        writer.TryAdd(1, Crowd(3, 2), MaxBytes);
        var third = writer.Take();
        Assert.Throws<SerializationException>(() => reader.Read(third));
        Assert.Throws<SerializationException>(() => reader.Read(third));
    }

    [Fact]
    public void A_frame_that_would_exceed_the_bound_waits_for_the_next_element()
    {
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        List<(long, RoomFrame)> sent = [.. Enumerable.Range(0, 200).Select(static i => (7L + i, Crowd(40, i) with { Room = new RoomId($"room-{i}") }))];
        List<(long Epoch, RoomFrame Frame)> read = [];
        foreach (var (epoch, frame) in sent)
        {
            if (writer.TryAdd(epoch, frame, MaxBytes))
                continue;
            Take();
            Assert.True(writer.TryAdd(epoch, frame, MaxBytes));
        }
        Take();
        Assert.True(Alike.Are(sent.Select(static each => each.Item2).ToList(), read.Select(static each => each.Frame).ToList()));
        Assert.Equal(sent.Select(static each => each.Item1), read.Select(static each => each.Epoch));

        void Take()
        {
            var element = writer.Take();
            Assert.InRange(element.Length, 1, MaxBytes);
            read.AddRange(reader.Read(element));
        }
    }

    [Fact]
    public void A_frame_larger_than_the_bound_goes_alone()
    {
        var writer = new FrameWriter();
        Assert.True(writer.TryAdd(1, Crowd(100, 0), 100));
        Assert.False(writer.TryAdd(1, Crowd(100, 1), 100));
        Assert.Equal(100, Assert.Single(new FrameReader().Read(writer.Take())).Frame.Players.Length);
    }

    [Fact]
    public void A_forgotten_room_is_sent_in_full_again()
    {
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        writer.TryAdd(1, Crowd(10, 0), MaxBytes);
        reader.Read(writer.Take());
        writer.Forget(Crowd(10, 0).Room);
        reader.Read(writer.Take());
        Assert.Equal((0, 0), (writer.Rooms, reader.Rooms));
        writer.TryAdd(1, Crowd(10, 1), MaxBytes);
        Assert.True(Alike.Are(Crowd(10, 1), Assert.Single(reader.Read(writer.Take())).Frame));
    }

    [Fact]
    public void A_silent_room_is_forgotten_by_both_ends()
    {
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        writer.TryAdd(1, Crowd(10, 0) with { Room = new RoomId("silent") }, MaxBytes);
        for (var i = 0; i < FrameWriter.SilentElements * 2; i++)
        {
            writer.TryAdd(1, Crowd(2, i), MaxBytes);
            reader.Read(writer.Take());
        }
        Assert.Equal((1, 1), (writer.Rooms, reader.Rooms));
    }

    [Fact]
    public void The_number_of_rooms_is_bounded_at_both_ends()
    {
        var (writer, reader) = (new FrameWriter(), new FrameReader());
        for (var i = 0; i < FrameFormat.MaxRooms + 50; i++)
        {
            writer.TryAdd(1, Crowd(1, i) with { Room = new RoomId($"room-{i}") }, MaxBytes);
            reader.Read(writer.Take());
        }
        Assert.True(writer.Rooms <= FrameFormat.MaxRooms);
        Assert.Equal(writer.Rooms, reader.Rooms);
    }

    [Fact]
    public void A_frame_of_25_walking_players_takes_at_most_700_bytes()
    {
        var writer = new FrameWriter();
        writer.TryAdd(1, Crowd(25, 0), MaxBytes);
        writer.Take();
        var bytes = 0;
        for (var tick = 1; tick <= 100; tick++)
        {
            writer.TryAdd(1, Crowd(25, tick), MaxBytes);
            bytes += writer.Take().Length;
        }
        Assert.InRange(bytes / 100, 1, 700);
    }

    [Fact]
    public void The_frame_format_does_not_change()
    {
        var writer = new FrameWriter();
        var rooms = new FrameFiller(new Random(7));
        List<(string, byte[])> written = [];
        List<RoomFrame> sent = [];
        for (var element = 1; element <= 6; element++)
        {
            for (var i = 0; i < 3; i++)
            {
                var (epoch, frame) = rooms.Next(Rooms[i]);
                sent.Add(frame);
                writer.TryAdd(epoch, frame, MaxBytes);
            }
            if (element == 3)
                writer.Forget(Rooms[0]);
            written.Add(($"element-{element}", writer.Take()));
        }
        Golden.Compare("frames.txt", written);
        var reader = new FrameReader();
        Assert.True(Alike.Are(sent, Golden.Lines("frames.txt").SelectMany(line => reader.Read(line.Bytes)).Select(static each => each.Frame).ToList()));
    }

    /// <summary>Players who all walk, each in its own direction, which changes now and then; each frame has a newer input processed.</summary>
    private static RoomFrame Crowd(int players, int tick) => FrameFormat.Empty with
    {
        Room = new RoomId("plaza"),
        Sequence = tick + 1,
        Tick = 90_000 + tick,
        Players = [.. Enumerable.Range(1, players).Select(i =>
        {
            var leg = (tick + (i * 7)) / 10;
            var angle = (i * 0.7) + leg;
            return new PlayerView
            {
                Id = new PlayerId(100_000 + i),
                Name = $"Guest-{i}",
                XMilli = (i * 1_000) + (int)(tick * 250 * Math.Cos(angle)),
                YMilli = (i * 500) + (int)(tick * 250 * Math.Sin(angle)),
                VelocityXMilli = (int)(5_000 * Math.Cos(angle)),
                VelocityYMilli = (int)(5_000 * Math.Sin(angle)),
                FacingMilli = (int)(angle * 1_000) % 3_142,
                Health = 100,
                MaxHealth = 100,
                Score = 3,
                Resources = default,
                LastProcessedInput = tick * 2,
            };
        })],
    };

    private static List<RoomFrame> Read(FrameReader reader, byte[] element, IEnumerable<long> epochs)
    {
        var read = reader.Read(element);
        Assert.Equal(epochs, read.Select(static each => each.Epoch));
        return [.. read.Select(static each => each.Frame)];
    }
}
