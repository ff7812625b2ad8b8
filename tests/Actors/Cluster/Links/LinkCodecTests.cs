using System.Buffers;
using System.Reflection;
using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.Cluster.Links.Wire;
using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Cluster.Links;

public sealed class LinkCodecTests
{
    private readonly LinkCodec _sender = new();
    private readonly LinkCodec _receiver = new();

    public static TheoryData<Type> Messages => [.. new[] { typeof(LinkMessage), typeof(RoomMessage), typeof(ConnectionMessage), typeof(WorldMessage), typeof(Command), typeof(Reply), typeof(RoomEvent) }.SelectMany(WireJson.MembersOf)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_of_every_family_comes_back_as_it_went(Type type)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var content = Any.Of(type, new Random(seed));
            LinkMessage message = content switch
            {
                LinkMessage link => link,
                RoomMessage room => new ToRoom(new RoomId("plaza~2"), room),
                ConnectionMessage connection => new ToConnection(seed, connection),
                WorldMessage world => new ToGateway(world),
                Command command => new ToRoom(new RoomId("plaza"), new Act(new PlayerId(1), new ConnectionAddress("g", 2), 3, 4, 5, command)),
                Reply reply => new ToConnection(1, new Answered(2, reply, 3)),
                RoomEvent happened => new FrameOf(1, Frame() with { Events = [happened] }),
                _ => throw new InvalidOperationException($"{type} is of no family."),
            };
            Assert.Equal(Show(message), Show(Pass(message)));
        }
    }

    [Fact]
    public void What_is_the_same_as_in_the_frame_before_is_not_sent_again()
    {
        var first = Frame();
        var second = first with { Sequence = 2, Players = [] };
        var whole = Write(new FrameOf(1, first));
        Assert.True(_receiver.TryRead(whole, out _));
        var part = Write(new FrameOf(1, second));
        Assert.True(part.Length < whole.Length / 2, $"{part.Length} of {whole.Length} bytes");
        Assert.True(_receiver.TryRead(part, out var message));
        Assert.Equal(Show(new FrameOf(1, second)), Show(message!));
    }

    [Fact]
    public void A_frame_whose_parts_never_came_is_garbled()
    {
        var frame = Frame();
        Write(new FrameOf(1, frame));
        Assert.False(_receiver.TryRead(Write(new FrameOf(1, frame with { Sequence = 2 })), out _));
    }

    [Fact]
    public void Rooms_that_have_been_silent_are_forgotten_at_both_ends_and_their_next_frame_is_whole()
    {
        var frame = Frame();
        Assert.True(_receiver.TryRead(Write(new FrameOf(1, frame)), out _));
        Assert.Empty(_sender.Forget(since: 1));
        var rooms = _sender.Forget(since: 2);
        Assert.Equal([frame.Room], rooms);
        var bytes = new ArrayBufferWriter<byte>();
        LinkCodec.WriteForgotten(bytes, rooms);
        Assert.True(_receiver.TryRead(bytes.WrittenSpan, out var nothing));
        Assert.Null(nothing);
        Assert.Equal((0, 0), (_sender.Remembered.Sent, _receiver.Remembered.Received));
        Assert.True(_receiver.TryRead(Write(new FrameOf(1, frame with { Sequence = 2 })), out var message));
        Assert.Equal(Show(new FrameOf(1, frame with { Sequence = 2 })), Show(message!));
    }

    [Theory]
    [InlineData("""{"$":"ToRoom"}""")]
    [InlineData("""{"$":"ToConnection","Connection":1}""")]
    [InlineData("""{"$":"ShardsTaken"}""")]
    [InlineData("""{"$":"ToRoom","Room":"plaza","Message":{"$":"Act","Player":1}}""")]
    public void Half_a_message_is_none(string json) =>
        Assert.False(_receiver.TryRead([1, .. System.Text.Encoding.UTF8.GetBytes(json)], out _));

    [Fact]
    public void Whatever_the_bytes_are_reading_them_does_not_throw()
    {
        var random = new Random(4);
        var valid = Write(new ToRoom(new RoomId("plaza"), new Act(new PlayerId(1), new ConnectionAddress("g", 2), 3, 4, 5, new Say("hello"))));
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = random.Next(2) == 0 ? valid.ToArray() : new byte[random.Next(64)];
            for (var change = random.Next(1, 6); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _receiver.TryRead(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out _);
        }
    }

    private LinkMessage Pass(LinkMessage message)
    {
        Assert.True(_receiver.TryRead(Write(message), out var read), $"{message} could not be read.");
        return read!;
    }

    private byte[] Write(LinkMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        if (message is FrameOf frame)
            _sender.WriteFrame(bytes, frame, at: 1);
        else
            LinkCodec.Write(bytes, message);
        return bytes.WrittenSpan.ToArray();
    }

    private static RoomFrame Frame() => (RoomFrame)Any.Of(typeof(RoomFrame), new Random(9));

    /// <summary>Lists differ by reference; what is in them must not.</summary>
    private static string Show(object? content) => content switch
    {
        null => "null",
        string text => text,
        System.Collections.IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Show))}]",
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ when content.GetType() is var type && (type.IsPrimitive || type.IsEnum) => FormattableString.Invariant($"{content}"),
        _ => $"{content.GetType().Name}({string.Join(", ", content.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0 && property.CanWrite).Select(property => $"{property.Name}={Show(property.GetValue(content))}"))})",
    };

    /// <summary>Makes a value of any type that travels.</summary>
    private static class Any
    {
        public static object Of(Type type, Random random)
        {
            if (Nullable.GetUnderlyingType(type) is { } underlying)
                return Of(underlying, random);
            if (type == typeof(string))
                return $"t\"ä\n{random.Next(1000)}";
            if (type == typeof(double))
                return (random.NextDouble() - 0.5) * 1000;
            if (type == typeof(DateTimeOffset))
                return new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(1_000_000_000_000));
            if (type.IsEnum)
                return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!;
            if (type.IsPrimitive)
                return type == typeof(bool) ? random.Next(2) == 0 : Convert.ChangeType(random.Next(100), type, null);
            if (type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)))
                return List(type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0], random);
            if (type.IsAbstract)
            {
                var members = WireJson.MembersOf(type).ToArray();
                return Of(members[random.Next(members.Length)], random);
            }
            return Record(type, random);
        }

        private static Array List(Type element, Random random)
        {
            var list = Array.CreateInstance(element, 1 + random.Next(2));
            for (var i = 0; i < list.Length; i++)
                list.SetValue(Of(element, random), i);
            return list;
        }

        private static object Record(Type type, Random random)
        {
            var constructor = type.GetConstructors().Where(candidate => !candidate.GetParameters().Any(parameter => parameter.ParameterType == type)).MaxBy(static candidate => candidate.GetParameters().Length);
            var made = constructor is null
                ? Activator.CreateInstance(type)!
                : constructor.Invoke([.. constructor.GetParameters().Select(parameter => OrNull(parameter, random))]);
            var set = constructor?.GetParameters().Select(static parameter => parameter.Name).ToHashSet() ?? [];
            foreach (var property in type.GetProperties().Where(property => property.CanWrite && !set.Contains(property.Name)))
                property.SetValue(made, Of(property.PropertyType, random));
            return made;
        }

        private static object? OrNull(ParameterInfo parameter, Random random)
        {
            var mayBeNull = Nullable.GetUnderlyingType(parameter.ParameterType) is not null
                || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
            return mayBeNull && random.Next(3) == 0 ? null : Of(parameter.ParameterType, random);
        }
    }
}
