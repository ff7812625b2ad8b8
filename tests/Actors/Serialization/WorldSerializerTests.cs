using System.Runtime.Serialization;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.Serialization;
using Actors.Serialization.Formats;
using Actors.Streams;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using FsCheck;
using FsCheck.Fluent;
using MessagePack;

namespace Actors.Tests.Serialization;

public sealed class WorldSerializerTests(RemoteSystem remote) : IClassFixture<RemoteSystem>
{
    private static readonly FsCheck.Config Thorough = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(300);

    private readonly WorldSerializer _serializer = new(remote.System);

    public static TheoryData<string> Manifests => [.. WireMessages.All.Select(static line => line.Code)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Any_message_survives_a_round_trip(string manifest) => Check.One(Thorough, Prop.ForAll(Seeds(), seed =>
    {
        var message = Any(manifest, seed);
        return Alike.Are(message, _serializer.FromBinary(_serializer.ToBinary(message), _serializer.Manifest(message)));
    }));

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Any_bytes_are_read_or_rejected(string manifest) => Check.One(Thorough, Prop.ForAll(Seeds(), seed =>
    {
        var random = new Random(seed);
        var bytes = Mutated(_serializer.ToBinary(Any(manifest, seed)), random);
        return IsMessageOrRefused(bytes, manifest) && IsMessageOrRefused(Noise(random), manifest);
    }));

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_truncated_message_is_rejected(string manifest)
    {
        var bytes = _serializer.ToBinary(new Filler(remote.System).Make(WireMessages.Find(manifest)!.Type));
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes[..length], manifest));
    }

    [Fact]
    public void Trailing_bytes_are_rejected()
    {
        var bytes = _serializer.ToBinary(new AskReport());
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([.. bytes, 0], "ask-report/1"));
    }

    [Fact]
    public void An_unknown_manifest_is_rejected() =>
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([0x90], "Actors.Rooms.AskReport, Actors"));

    [Fact]
    public void The_code_of_every_message_can_be_compiled_ahead() => WireMessages.Prepare();

    [Fact]
    public void A_local_only_message_is_rejected() =>
        Assert.All(WireMessages.LocalOnly, local => Assert.Throws<SerializationException>(() => _serializer.Manifest(new Filler(null).Make(local))));

    [Fact]
    public void Deep_nesting_does_not_overflow_the_stack()
    {
        byte[] endless = [.. Enumerable.Repeat((byte)0x91, 100_000), 0x90];
        Assert.Equal(new AskReport(), _serializer.FromBinary([0x91, .. endless], "ask-report/1"));
        Assert.All(Manifests.Except(["ask-report/1", "session-replaced/1"]), manifest =>
            Assert.Throws<SerializationException>(() => _serializer.FromBinary([0x9f, .. endless], (string)manifest)));
    }

    [Fact]
    public void A_reader_skips_a_member_that_a_newer_writer_has_added()
    {
        var read = _serializer.FromBinary(Packed(static (ref MessagePackWriter writer) =>
        {
            writer.WriteArrayHeader(4);
            writer.Write("plaza");
            writer.Write(7);
            writer.WriteMapHeader(1);
            writer.Write("new");
            writer.Write(true);
            writer.WriteNil();
        }), "room-closed/1");
        Assert.Equal(new RoomClosed(new RoomId("plaza"), 7), read);
    }

    [Fact]
    public void A_reader_uses_the_default_of_a_member_that_an_older_writer_omits()
    {
        var read = _serializer.FromBinary(Packed(static (ref MessagePackWriter writer) =>
        {
            writer.WriteArrayHeader(2);
            writer.Write(5);
            writer.WriteArrayHeader(2);
            writer.Write(1);
            writer.Write(2);
        }), "leave-room/1");
        Assert.Equal(new LeaveRoom(new PlayerId(5), new ConnectionId(1, 2)), read);
    }

    [Fact]
    public void A_message_without_a_required_member_is_rejected()
    {
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([0x91, 0x05], "rename-player/1"));
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([0x92, 0x05, 0xc0], "rename-player/1"));
    }

    [Fact]
    public void Every_message_of_a_family_is_in_a_table()
    {
        Assert.Empty(MembersOf(typeof(RoomMessage), typeof(ConnectionMessage), typeof(GatewayMessage), typeof(NodeMessage), typeof(DirectoryMessage), typeof(PresenceMessage))
            .Except(WireMessages.All.Select(static line => line.Type)).Except(WireMessages.LocalOnly));
        Assert.Empty(MembersOf(typeof(Command)).Except(WireFamilies.Commands.Select(static line => line.Type)));
        Assert.Empty(MembersOf(typeof(Reply)).Except(WireFamilies.Replies.Select(static line => line.Type)));
        Assert.Empty(MembersOf(typeof(RoomEvent)).Except(WireFamilies.Events.Select(static line => line.Type)));
    }

    [Fact]
    public void A_sample_has_no_member_at_its_default()
    {
        var filler = new Filler(remote.System);
        foreach (var message in WireMessages.All)
        {
            var sample = filler.Make(message.Type);
            Assert.All(message.Type.GetProperties().Where(static property => property.SetMethod is not null), property =>
                Assert.False(Equals(property.GetValue(sample), property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null), $"{message.Code} {property.Name}"));
        }
    }

    [Fact]
    public void The_written_bytes_do_not_change()
    {
        Golden.Compare("messages.txt", [.. WireMessages.All.Select(line => (line.Code, _serializer.ToBinary(new Filler(remote.System).Make(line.Type))))]);
        Golden.Compare("commands.txt", Written<Command>(WireFamilies.Commands));
        Golden.Compare("replies.txt", Written<Reply>(WireFamilies.Replies));
        Golden.Compare("events.txt", Written<RoomEvent>(WireFamilies.Events));
    }

    [Fact]
    public void Previously_written_bytes_are_read()
    {
        Assert.All(Golden.Lines("messages.txt"), line =>
            Assert.True(Alike.Are(new Filler(remote.System).Make(WireMessages.Find(line.Name)!.Type), _serializer.FromBinary(line.Bytes, line.Name)), line.Name));
        AssertRead<Command>("commands.txt", WireFamilies.Commands);
        AssertRead<Reply>("replies.txt", WireFamilies.Replies);
        AssertRead<RoomEvent>("events.txt", WireFamilies.Events);
    }

    [Fact]
    public void A_frame_batch_from_before_tick_parts_is_read()
    {
        var element = Assert.IsType<FrameBatch>(_serializer.FromBinary(Convert.FromHexString("9201c403010202"), "frames/1"));
        Assert.Equal((1, 3, 0), (element.SentAtMilliseconds, element.Frames.Length, element.TickParts));
    }

    [Fact]
    public void A_MovedTo_without_a_join_attempt_is_read()
    {
        var read = _serializer.FromBinary(Convert.FromHexString("95a756616c75652031a646726f6d203293a756616c75652033040592a6436f64652036a654657874203708"), "moved-to/1");
        Assert.Equal(0, Assert.IsType<MovedTo>(read).Attempt);
    }

    /// <summary>The bytes that nodes wrote before there were traces.</summary>
    [Theory]
    [InlineData("room/1", "92a756616c7565203192a56163742f31960392040506070892a6676c6f62616c91a754657874203130")]
    [InlineData("act/1", "960192020304050692a77768697370657292a4546f2038a6546578742039")]
    [InlineData(
        "act-batch/1",
        "94d92e616b6b612e7463703a2f2f776f726c644031302e302e302e373a343332312f757365722f4761746577617931233307"
        + "94a756616c7565203304a756616c75652039019294010608c397020c920d0e0f101192a468656c7091a8546f706963203139")]
    public void An_untraced_command_has_no_extra_bytes(string manifest, string bytes)
    {
        var read = _serializer.FromBinary(Convert.FromHexString(bytes), manifest);
        IEnumerable<RoomMessage> messages = read switch
        {
            CommandBatch batch => batch.Inputs.Select(static input => input.Message),
            RoomEnvelope envelope => [envelope.Message],
            _ => [(ExecuteCommand)read],
        };
        Assert.All(messages.OfType<ExecuteCommand>(), static act => Assert.Null(act.TraceParent));
        Assert.Equal(bytes, Convert.ToHexStringLower(_serializer.ToBinary(read)));
    }

    [Fact]
    public void A_move_in_a_batch_takes_at_most_forty_bytes()
    {
        var random = new Random(1);
        byte[] Batch(int moves) => _serializer.ToBinary(new CommandBatch(new Filler(remote.System).Make<Akka.Actor.IActorRef>("gateway"), [.. Enumerable.Range(0, moves).Select(i =>
            new RoomInputFor(new RoomId($"room-{i % 20}"), 3_000 + (i % 20), new ExecuteCommand(
                new PlayerId(1_000_000 + i), new ConnectionId(long.MaxValue - 7, 70_000 + i), 3, 40, 0, new Move(Vector.FromAngle(random.NextDouble() * 6), 60_000 + i))))]));
        var each = (Batch(1_020).Length - Batch(20).Length) / 1_000.0;
        Assert.InRange(each, 20, 40);
    }

    private delegate void Write(ref MessagePackWriter writer);

    private static byte[] Packed(Write write)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        write(ref writer);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static IEnumerable<Type> MembersOf(params Type[] families) =>
        families.SelectMany(static family => family.Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsSubclassOf(family)));

    private static Arbitrary<int> Seeds() => ArbMap.Default.ArbFor<int>();

    private static (string, byte[])[] Written<T>(WireType[] family) =>
        [.. family.Select(static line => (line.Code, MessagePackSerializer.Serialize((T)new Filler(null).Make(line.Type), WireOptions.WithoutRefs)))];

    private static void AssertRead<T>(string file, WireType[] family) => Assert.All(Golden.Lines(file), line =>
        Assert.True(Alike.Are(new Filler(null).Make(family.Single(each => each.Code == line.Name).Type), MessagePackSerializer.Deserialize<T>(line.Bytes, WireOptions.WithoutRefs)), line.Name));

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(64)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>The bytes with a few of them changed, often to codes that have a meaning of their own in MessagePack.</summary>
    internal static byte[] Mutated(byte[] bytes, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Length > 0; changes--)
            bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : 0xc0 + random.Next(32));
        return bytes;
    }

    private object Any(string manifest, int seed) => new Filler(remote.System, new Random(seed)).Make(WireMessages.Find(manifest)!.Type);

    private bool IsMessageOrRefused(byte[] bytes, string manifest)
    {
        try
        {
            return _serializer.FromBinary(bytes, manifest) is not null;
        }
        catch (SerializationException)
        {
            return true;
        }
    }
}
