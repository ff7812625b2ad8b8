using Actors.Dispatch;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Views;

/// <summary>A view whose room is gone keeps requesting it until it is there again.</summary>
public sealed class LostRoomTests : IDisposable
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;
    private static readonly RoomId Room = new(World.DefaultRoom);

    private readonly VirtualTime _time = new();
    private readonly Region _region = new();
    private readonly RoomViews _views;

    public LostRoomTests()
    {
        var system = ActorSystem.Create("views", _time.Config.WithFallback(DispatchConfig.Load()));
        var rooms = system.ActorOf(Props.Create(() => new RegionStandIn(_region)));
        _views = new RoomViews(system, new NodeActors { Rooms = rooms }, World, new GatewayLimits());
        _views.Begin(rooms);
    }

    public void Dispose() => _time.Dispose();

    /// <summary>A frame may be under way when its room ends, and the first request after that is lost with the shard that is handed over.</summary>
    [Fact]
    public void A_late_frame_of_an_ended_room_does_not_stop_its_view_from_asking_again()
    {
        _views.Subscribe(Room, new ViewClient(_time.Time), new Events(), epoch: 1);
        _time.RunUntilIdle();
        _region.IsAway = true;
        _region.Room.Tell(PoisonPill.Instance);
        _time.RunUntilIdle();
        _views.Offer(1, new RoomFrame { Room = Room, Sequence = 1, Tick = 1, Players = [], Creatures = [], Items = [], Nodes = [], Projectiles = [], Events = [] });
        _time.RunUntilIdle();

        (_region.IsAway, _region.Epoch) = (false, 2);
        var before = _region.Room;
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.NotEqual(before, _region.Room);
    }

    /// <summary>What there is of the room.</summary>
    private sealed class Region
    {
        public bool IsAway { get; set; }

        public long Epoch { get; set; } = 1;

        public IActorRef Room { get; set; } = ActorRefs.Nobody;
    }

    private sealed class RegionStandIn(Region region) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is not RoomEnvelope { Message: WatchRoom } || region.IsAway)
                return;
            if (Context.Child($"room-{region.Epoch}").IsNobody())
                region.Room = Context.ActorOf(Props.Create(() => new Silent()), $"room-{region.Epoch}");
            Sender.Tell(new Watching(Room, region.Epoch), region.Room);
        }
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
