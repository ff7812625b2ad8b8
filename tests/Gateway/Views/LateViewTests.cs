using Actors.Cluster;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Transports;
using Actors.Gateway.Views;
using Actors.Runtime;
using Actors.World;

namespace Actors.Gateway.Tests.Views;

/// <summary>A view to which several frames come before its turn does.</summary>
public sealed class LateViewTests
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content")).World!;
    private static readonly RoomId Room = new(World.DefaultRoom);
    private static readonly RoomFrame Empty = new() { Room = Room, Sequence = 1, Tick = 1, Players = [], Creatures = [], Items = [], Nodes = [], Projectiles = [], Events = [] };

    [Fact]
    public async Task Of_frames_that_came_meanwhile_the_newest_state_is_shown_and_what_happened_in_all()
    {
        await using var runtime = new SimulationRuntime(1);
        var (room, client) = Look(runtime, new Numbers(everyFrame: true));
        room.Shows(Empty with { Sequence = 2, Events = [Said("one")] }, Empty with { Sequence = 3, Events = [Said("two")] }, Empty with { Sequence = 4 });
        runtime.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["one", "two", "state 4"], client.Told);
    }

    [Fact]
    public async Task A_state_that_is_told_only_when_it_is_new_is_shown_though_its_frame_was_passed_over()
    {
        await using var runtime = new SimulationRuntime(1);
        var (room, client) = Look(runtime, new Numbers(everyFrame: false));
        var lamp = new ItemView(new ItemId("lamp:1"), "lamp", "lamp", 0, 0);
        room.Shows(Empty with { Sequence = 2, Items = [lamp] }, Empty with { Sequence = 3, Items = [lamp] });
        runtime.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["state 2"], client.Told);
        room.Shows(Empty with { Sequence = 4, Items = [lamp] });
        runtime.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["state 2"], client.Told);
    }

    private static (StreamedRoom, Subscriber) Look(SimulationRuntime runtime, IRoomEncoding encoding)
    {
        var room = new StreamedRoom();
        var client = new Subscriber(runtime.Time);
        new RoomViews(room, runtime, World, new GatewayLimits()).Subscribe(Room, client, encoding);
        runtime.Advance(TimeSpan.FromMilliseconds(1));
        room.Shows(Empty);
        runtime.Advance(TimeSpan.FromMilliseconds(1));
        client.Forget();
        return (room, client);
    }

    private static Said Said(string text) => new(new PlayerId(1), "Ada", text, Vector.Zero);

    private static EncodedMessage Message(string text) => EncodedMessage.Copy(System.Text.Encoding.UTF8.GetBytes(text), isText: true);

    private sealed class StreamedRoom : ICluster, IDisposable
    {
        private IRoomWatcher _watcher = null!;

        public string Node => "test";

        public void Shows(params RoomFrame[] frames)
        {
            foreach (var frame in frames)
                _watcher.Frame(frame);
        }

        public IDisposable Watch(RoomId room, IRoomWatcher watcher)
        {
            _watcher = watcher;
            return this;
        }

        public void Tell(RoomId room, RoomMessage message) => throw new NotSupportedException();

        public void Tell(ConnectionAddress connection, ConnectionMessage message) => throw new NotSupportedException();

        public void Publish(WorldMessage message) => throw new NotSupportedException();

        public void Dispose()
        {
            // Nothing is watched any more.
        }
    }

    private sealed class Subscriber : IViewSubscriber
    {
        private readonly FakeChannel _channel = new() { IsFast = true };

        public Subscriber(TimeProvider time) => Outbox = new Outbox(_channel, new GatewayLimits(), time);

        public PlayerId Player => new(7);

        public Outbox Outbox { get; }

        public IEnumerable<string> Told => _channel.Taken.Select(static message => System.Text.Encoding.UTF8.GetString(message.Payload.Span));

        public void Forget() => _channel.Taken.Clear();

        public void Deliver(EncodedMessage message) => Outbox.Enqueue(message);

        public void Introduced(RoomId room)
        {
        }

        public void RoomLost(RoomId room)
        {
        }
    }

    /// <summary>Says the number of a frame: of each, or of those alone in which the items are others than before.</summary>
    private sealed class Numbers(bool everyFrame) : IRoomEncoding, IRoomEncoder
    {
        private ItemView[] _items = [];

        public bool EveryTick => false;

        public IRoomEncoder For(RoomId room, RoomDefinition definition) => this;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            foreach (var said in frame.Events.OfType<Said>())
                into.Events.Add(new(Message(said.Text)));
            if (everyFrame || !_items.SequenceEqual(frame.Items))
                into.State = Message($"state {frame.Sequence}");
            _items = frame.Items;
        }

        public EncodedMessage? Whole() => null;

        public EncodedMessage? Again() => null;
    }
}
