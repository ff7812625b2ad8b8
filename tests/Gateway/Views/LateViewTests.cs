using Actors.Channels;
using Actors.Dispatch;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Views;

/// <summary>A view that receives several frames before its turn.</summary>
public sealed class LateViewTests : IDisposable
{
    private const long Epoch = 3;

    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;
    private static readonly RoomId Room = new(World.DefaultRoom);
    private static readonly RoomFrame Empty = new() { Room = Room, Sequence = 1, Tick = 1, Players = [], Creatures = [], Items = [], Nodes = [], Projectiles = [], Events = [] };

    private readonly VirtualTime _time = new();
    private readonly RoomViews _views;

    public LateViewTests()
    {
        var system = ActorSystem.Create("views", _time.Config.WithFallback(DispatchConfig.Load()));
        var room = system.ActorOf(Props.Create<RoomStandIn>());
        _views = new RoomViews(system, new NodeActors { Rooms = room }, World, new GatewayLimits());
        _views.Begin(room);
    }

    public void Dispose() => _time.Dispose();

    [Fact]
    public void A_late_view_shows_the_newest_state_and_the_events_of_all_frames()
    {
        var client = Look(new Numbers(everyFrame: true));
        Shows(Empty with { Sequence = 2, Events = [Said("one")] }, Empty with { Sequence = 3, FirstEvent = 1, Events = [Said("two")] }, Empty with { Sequence = 4, FirstEvent = 2 });
        _time.RunUntilIdle();
        Assert.Equal(["one", "two", "state 4"], client.Told);
    }

    [Fact]
    public void A_view_that_is_later_than_its_backlog_still_shows_all_events_in_order()
    {
        var client = Look(new Numbers(everyFrame: true));
        var frames = Enumerable.Range(0, 3 * new GatewayLimits().ViewBacklog)
            .Select(static number => Empty with { Sequence = 2 + number, FirstEvent = number, Events = [Said($"{number}")] }).ToArray();
        Shows(frames);
        _time.RunUntilIdle();
        Assert.Equal([.. frames.Select(static frame => $"{frame.FirstEvent}"), $"state {frames[^1].Sequence}"], client.Told);
    }

    [Fact]
    public void A_room_that_begins_anew_while_its_view_is_late_loses_no_event()
    {
        var client = Look(new Numbers(everyFrame: true));
        var full = Enumerable.Range(0, 2 * new GatewayLimits().ViewBacklog).Select(static number => Empty with { Sequence = 2 + number }).ToArray();
        Shows([.. full, Empty with { Events = [Said("last")] }]);
        _views.Offer(Epoch + 1, Empty with { FirstEvent = 1 << 16, Events = [Said("first")] });
        _time.RunUntilIdle();
        Assert.Equal(["last", "first", "state 1"], client.Told);
    }

    [Fact]
    public void A_change_only_state_is_shown_even_if_its_frame_was_skipped()
    {
        var client = Look(new Numbers(everyFrame: false));
        var lamp = new ItemView(new ItemId("lamp:1"), "lamp", "lamp", 0, 0);
        Shows(Empty with { Sequence = 2, Items = [lamp] }, Empty with { Sequence = 3, Items = [lamp] });
        _time.RunUntilIdle();
        Assert.Equal(["state 2"], client.Told);
        Shows(Empty with { Sequence = 4, Items = [lamp] });
        _time.RunUntilIdle();
        Assert.Equal(["state 2"], client.Told);
    }

    private ViewClient Look(IRoomEncoding encoding)
    {
        var client = new ViewClient(_time.Time);
        _views.Subscribe(Room, client, encoding, Epoch);
        _time.RunUntilIdle();
        Shows(Empty);
        _time.RunUntilIdle();
        client.Forget();
        return client;
    }

    private void Shows(params RoomFrame[] frames)
    {
        foreach (var frame in frames)
            _views.Offer(Epoch, frame);
    }

    private static Said Said(string text) => new(new PlayerId(1), "Ada", text, Vector.Zero);

    private sealed class RoomStandIn : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is RoomEnvelope { Message: WatchRoom })
                Sender.Tell(new Watching(Room, Epoch));
        }
    }

    /// <summary>Writes the number of a frame: of every frame, or only of those whose items differ from the last.</summary>
    private sealed class Numbers(bool everyFrame) : IRoomEncoding, IRoomEncoder
    {
        private ItemView[] _items = [];

        public bool EveryTick => false;

        public IRoomEncoder For(RoomId room, RoomDefinition definition) => this;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            foreach (var said in frame.Events.OfType<Said>())
                into.Events.Add(new(ViewClient.Message(said.Text)));
            if (everyFrame || !_items.SequenceEqual(frame.Items))
                into.State = ViewClient.Message($"state {frame.Sequence}");
            _items = frame.Items;
        }

        public EncodedMessage? Keyframe() => null;

        public EncodedMessage? Refresh() => null;
    }
}
