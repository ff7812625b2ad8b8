using Actors.Rooms;
using Actors.Serialization.Formats;
using Actors.Serialization.Frames;
using Actors.Streams;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Actors.Tests.Serialization;

public sealed class TwoSystemsTests : IAsyncLifetime
{
    private readonly ExtendedActorSystem _one = Systems.Remote("one");
    private readonly ExtendedActorSystem _two = Systems.Remote("two");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_one.Terminate(), _two.Terminate());

    [Fact]
    public async Task Every_message_arrives_as_it_was_sent()
    {
        var (there, received) = Collected.In(_two, "there");
        var remote = await RemoteAsync(there);
        var complaints = Collected.Complaints(_one);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var filler = new Filler(_one);
        foreach (var line in WireMessages.All)
        {
            var sent = filler.Make(line.Type);
            remote.Tell(sent);
            Assert.True(Alike.Are(sent, await received.ReadAsync(patience.Token)), line.Code);
        }
        Assert.False(complaints.TryRead(out var complaint), complaint?.ToString());
    }

    [Fact]
    public async Task A_ref_in_a_message_reaches_its_actor_from_the_other_node()
    {
        var (gateway, heard) = Collected.In(_one, "gateway");
        var (there, received) = Collected.In(_two, "there");
        using var patience = new CancellationTokenSource(Eventually.Limit);
        (await RemoteAsync(there)).Tell(new WatchRoom(gateway));
        var read = Assert.IsType<WatchRoom>(await received.ReadAsync(patience.Token));
        read.Gateway.Tell(new RoomClosed(new RoomId("plaza"), 3));
        Assert.Equal(new RoomClosed(new RoomId("plaza"), 3), await heard.ReadAsync(patience.Token));
    }

    [Fact]
    public async Task An_offered_frame_stream_runs_to_the_other_node()
    {
        const int elements = 200;
        var (there, received) = Collected.In(_two, "there");
        var remote = await RemoteAsync(there);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var rooms = new FrameFiller(new Random(3));
        var writer = new FrameWriter();
        List<RoomFrame> sent = [];
        List<FrameBatch> batches = [];
        for (var i = 0; i < elements; i++)
        {
            var (epoch, frame) = rooms.Next(new RoomId($"room-{i % 3}"));
            sent.Add(frame);
            writer.TryAdd(epoch, frame, 60_000);
            batches.Add(new FrameBatch(i, writer.Take()));
        }

        var offered = await Source.From(batches).RunWith(StreamRefs.SourceRef<FrameBatch>(), _one.Materializer());
        remote.Tell(new FramesOffered(offered));
        var frames = Assert.IsType<FramesOffered>(await received.ReadAsync(patience.Token)).Frames;
        var arrived = await frames.Source.RunWith(Sink.Seq<FrameBatch>(), _two.Materializer()).WaitAsync(patience.Token);

        var reader = new FrameReader();
        Assert.Equal(Enumerable.Range(0, elements).Select(static i => (long)i), arrived.Select(static batch => batch.SentAtMilliseconds));
        Assert.True(Alike.Are(sent, arrived.SelectMany(batch => reader.Read(batch.Frames)).Select(static each => each.Frame).ToList()));
    }

    [Fact]
    public async Task A_rejected_message_is_logged_and_the_next_arrives()
    {
        var (there, received) = Collected.In(_two, "there");
        var remote = await RemoteAsync(there);
        var complaints = Collected.Complaints(_one);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        remote.Tell(new Uri("http://localhost"));
        remote.Tell(SealRoom.Instance);
        remote.Tell(new AskReport());
        Assert.Equal(new AskReport(), await received.ReadAsync(patience.Token));
        Assert.Contains("No serializer is bound to System.Uri", (await complaints.ReadAsync(patience.Token)).ToString(), StringComparison.Ordinal);
        Assert.Contains("SealRoom", (await complaints.ReadAsync(patience.Token)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_from_a_stranger_is_rejected_and_the_next_message_arrives()
    {
        using var stranger = Systems.Stranger();
        var (there, received) = Collected.In(_two, "there");
        var complaints = Collected.Complaints(_two);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var remote = await RemoteAsync(there, stranger);
        remote.Tell(new Uri("http://localhost"));
        remote.Tell("plain");
        Assert.Equal("plain", await received.ReadAsync(patience.Token));
        Assert.Contains("Messages by type name are not read", (await complaints.ReadAsync(patience.Token)).ToString(), StringComparison.Ordinal);
        await stranger.Terminate();
    }

    private Task<IActorRef> RemoteAsync(IActorRef there, ActorSystem? from = null) =>
        (from ?? _one).ActorSelection(new RootActorPath(_two.Provider.DefaultAddress) / there.Path.Elements).ResolveOne(Eventually.Limit);
}
