using Actors.Dispatch;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Views;

/// <summary>Each event in a room reaches everybody in it once, whichever way its frames come.</summary>
public sealed class ViewEventsTests : IDisposable
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;
    private static readonly RoomId Room = new(World.DefaultRoom);

    private readonly VirtualTime _time = new();
    private readonly List<WatchRoom> _asked = [];
    private readonly IActorRef _room;
    private readonly RoomViews _views;
    private long _epoch = 1;

    public ViewEventsTests()
    {
        var system = ActorSystem.Create("views", _time.Config.WithFallback(DispatchConfig.Load()));
        _room = system.ActorOf(Props.Create(() => new RoomStandIn(_asked, () => _epoch)));
        _views = new RoomViews(system, new NodeActors { Rooms = _room }, World, new GatewayLimits());
        _views.Begin(_room);
    }

    public void Dispose() => _time.Dispose();

    [Fact]
    public void The_first_viewer_gets_all_events_since_it_joined()
    {
        var ada = Look(from: 40);
        Assert.Equal(40, Assert.Single(_asked).FromEvent);
        Shows(40, "one");
        Assert.Equal(["one"], ada.Told);
    }

    [Fact]
    public void Two_viewers_each_get_all_events_since_their_own_join()
    {
        var ada = Look(from: 40);
        var ben = Look(from: 38);
        Assert.Equal([40, 38], _asked.Select(static watch => watch.FromEvent));
        Shows(40, "three");
        Shows(38, "one", "two", "three");
        Shows(41, "four");
        Assert.Equal(["three", "four"], ada.Told);
        Assert.Equal(["one", "two", "three", "four"], ben.Told);
    }

    [Fact]
    public void Events_the_room_has_forgotten_keep_nobody_waiting()
    {
        Look(from: 40);
        var ben = Look(from: 38);
        Shows(40, "three");
        _time.Advance(TimeSpan.FromSeconds(1));
        Shows(40, "three");
        Assert.Equal(["three"], ben.Told);
    }

    [Fact]
    public void Events_that_a_room_repeats_are_shown_once()
    {
        var ada = Look(from: 40);
        Shows(40, "one", "two");
        Shows(40, "one", "two", "three");
        Shows(41, "two");
        Shows(43, "four");
        Assert.Equal(["one", "two", "three", "four"], ada.Told);
    }

    [Fact]
    public void A_view_requests_missing_events_when_its_stream_ends()
    {
        Look(from: 40);
        Shows(40, "one");
        _views.StreamEnded(room => room.Equals(_room));
        _time.RunUntilIdle();
        Assert.Equal(41, _asked[^1].FromEvent);
    }

    [Fact]
    public void A_view_shows_the_next_activations_events_even_with_lower_numbers()
    {
        var ada = Look(from: 40);
        Shows(40, "one");
        _epoch = 2;
        _views.Closed(new RoomClosed(Room, 1));
        _time.RunUntilIdle();
        Assert.Equal(41, _asked[^1].FromEvent);
        // Its node's clock is behind that of the node that died.
        Shows(30, "two");
        Assert.Equal(["one", "two"], ada.Told);
    }

    [Fact]
    public void A_change_of_encoding_loses_no_event()
    {
        var ada = Look(from: 40);
        Shows(40, "one");
        _views.ChangeEncoding(Room, ada, new Events());
        Shows(41, "two");
        Assert.Equal(["one", "two"], ada.Told);
        _views.Unsubscribe(Room, ada, _epoch);
        Shows(42, "three");
        Assert.Equal(["one", "two"], ada.Told);
    }

    [Fact]
    public void A_viewer_who_left_gets_only_earlier_events_and_then_the_view_ends()
    {
        var ada = Look(from: 40);
        Shows(40, "one");
        _views.Unsubscribe(Room, ada, _epoch, untilEvent: 43);
        Shows(41, "two");
        Shows(42, "three", "four");
        Shows(44, "five");
        Assert.Equal(["one", "two", "three"], ada.Told);
        Assert.Null(_views.NextEvent(Room));
    }

    [Fact]
    public void A_viewer_who_left_is_owed_nothing_once_all_is_shown_or_after_a_timeout()
    {
        var ada = Look(from: 40);
        Shows(40, "one");
        _views.Unsubscribe(Room, ada, _epoch, untilEvent: 41);
        _time.RunUntilIdle();
        Assert.Null(_views.NextEvent(Room));

        var ben = Look(from: 41);
        Shows(41, "two");
        _views.Unsubscribe(Room, ben, _epoch, untilEvent: 50);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_views.NextEvent(Room));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Null(_views.NextEvent(Room));
    }

    [Fact]
    public void A_returning_viewer_gets_every_event_once()
    {
        var ada = Look(from: 40);
        Shows(40, "one");
        _views.Unsubscribe(Room, ada, _epoch, untilEvent: 42);
        _views.Subscribe(Room, ada, new Events(), _epoch, 41);
        Shows(41, "two", "three");
        Assert.Equal(["one", "two", "three"], ada.Told);
        _views.Unsubscribe(Room, ada, _epoch);
        _time.RunUntilIdle();
        Assert.Null(_views.NextEvent(Room));
    }

    private ViewClient Look(long from)
    {
        var client = new ViewClient(_time.Time);
        _views.Subscribe(Room, client, new Events(), _epoch, from);
        _time.RunUntilIdle();
        return client;
    }

    private void Shows(long firstEvent, params string[] said)
    {
        _views.Offer(_epoch, new RoomFrame
        {
            Room = Room,
            Sequence = firstEvent,
            Tick = firstEvent,
            Players = [],
            Creatures = [],
            Items = [],
            Nodes = [],
            Projectiles = [],
            Events = [.. said.Select(static text => new Said(new PlayerId(1), "Ada", text, Vector.Zero))],
            FirstEvent = firstEvent,
        });
        _time.RunUntilIdle();
    }

    private sealed class RoomStandIn(List<WatchRoom> asked, Func<long> epoch) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is not RoomEnvelope { Message: WatchRoom watch })
                return;
            asked.Add(watch);
            Sender.Tell(new Watching(Room, epoch()));
        }
    }
}
