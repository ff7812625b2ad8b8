using Actors.Dispatch;
using Actors.Rooms;
using Actors.Sharding;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;

namespace Actors.Tests.Sharding;

public sealed class RoomsParentTests : IDisposable
{
    private static readonly RoomId Hall = new("hall");
    private static readonly RoomId Yard = new("yard");

    private readonly VirtualTime _time = new();
    private readonly ActorSystem _system;
    private readonly List<string> _seen = [];
    private readonly List<object> _lost = [];
    private readonly IActorRef _parent;

    public RoomsParentTests()
    {
        _system = ActorSystem.Create("rooms", _time.Config.WithFallback(DispatchConfig.Load()));
        _parent = _system.ActorOf(RoomsParent.Props(room => Props.Create(() => new RoomStandIn(room, _seen))), "rooms");
        _system.EventStream.Subscribe(_system.ActorOf(Props.Create(() => new Observer(_lost))), typeof(DeadLetter));
    }

    public void Dispose() => _time.Dispose();

    [Fact]
    public void The_first_message_starts_a_room_and_later_ones_reach_it()
    {
        Tell(Hall, "one");
        Tell(Yard, "two");
        Tell(Hall, "three");
        Assert.Equal(["hall begins", "hall one", "yard begins", "yard two", "hall three"], _seen);
    }

    [Fact]
    public void Messages_for_a_stopping_room_wait_in_order_for_its_next_activation()
    {
        Tell(Hall, RoomStandIn.Passivates);
        Tell(Hall, "one");
        Tell(Hall, "two");
        Assert.Equal(["hall begins", "hall seals"], _seen);
        Tell(Yard, "meanwhile");
        ActorOf(Hall).Tell(RoomStandIn.Ends);
        _time.RunUntilIdle();
        Assert.Equal(["hall begins", "hall seals", "hall ends", "hall begins", "hall one", "hall two"], _seen.Where(static line => line.StartsWith("hall", StringComparison.Ordinal)));
        Assert.Contains("yard meanwhile", _seen);
    }

    [Fact]
    public void A_stopped_room_is_restarted_by_the_next_message()
    {
        Tell(Hall, "one");
        ActorOf(Hall).Tell(RoomStandIn.Ends);
        _time.RunUntilIdle();
        Tell(Hall, "two");
        Assert.Equal(["hall begins", "hall one", "hall ends", "hall begins", "hall two"], _seen);
    }

    [Fact]
    public void A_room_that_asks_to_passivate_repeatedly_is_sealed_once()
    {
        Tell(Hall, "one");
        for (var i = 0; i < 3; i++)
            _parent.Tell(new Passivate(SealRoom.Instance), ActorOf(Hall));
        _time.RunUntilIdle();
        Assert.Equal(["hall begins", "hall one", "hall seals"], _seen);
    }

    [Fact]
    public void Waiting_messages_are_bounded_and_the_excess_goes_to_dead_letters()
    {
        Tell(Hall, RoomStandIn.Passivates);
        for (var i = 0; i < RoomsParent.MaxWaiting + 2; i++)
            _parent.Tell(Envelope(Hall, $"{i}"));
        _time.RunUntilIdle();
        Assert.Equal(2, _lost.Count);
        ActorOf(Hall).Tell(RoomStandIn.Ends);
        _time.RunUntilIdle();
        Assert.Equal($"hall {RoomsParent.MaxWaiting - 1}", _seen[^1]);
        // The waiting messages have been delivered, so as many may wait again.
        Tell(Hall, RoomStandIn.Passivates);
        Tell(Hall, "again");
        Assert.Equal(2, _lost.Count);
    }

    [Fact]
    public void StopAll_waits_for_all_rooms_and_starts_no_new_one()
    {
        Tell(Hall, "one");
        Tell(Yard, "one");
        _parent.Tell(RoomsParent.StopAll.Instance);
        _time.RunUntilIdle();
        Assert.Equal(2, _seen.Count(static line => line.EndsWith("seals", StringComparison.Ordinal)));
        Tell(Hall, "late");
        Tell(new RoomId("closet"), "late");
        var hall = ActorOf(Hall);
        ActorOf(Yard).Tell(RoomStandIn.Ends);
        _time.RunUntilIdle();
        Assert.False(((InternalActorRefBase)_parent).IsTerminated);
        hall.Tell(RoomStandIn.Ends);
        _time.RunUntilIdle();
        Assert.True(((InternalActorRefBase)_parent).IsTerminated);
        Assert.DoesNotContain(_seen, static line => line.EndsWith("late", StringComparison.Ordinal));
    }

    [Fact]
    public void StopAll_without_rooms_stops_at_once()
    {
        _parent.Tell(RoomsParent.StopAll.Instance);
        _time.RunUntilIdle();
        Assert.True(((InternalActorRefBase)_parent).IsTerminated);
    }

    [Theory]
    [InlineData("hall~2")]
    [InlineData("$hall/../x y?")]
    [InlineData("плаза")]
    public void A_room_may_have_any_id(string id)
    {
        Tell(new RoomId(id), "one");
        Assert.Equal([$"{id} begins", $"{id} one"], _seen);
    }

    private void Tell(RoomId room, string text)
    {
        _parent.Tell(Envelope(room, text));
        _time.RunUntilIdle();
    }

    private IActorRef ActorOf(RoomId room) => ((ActorRefWithCell)_parent).Children.Single(child => child.Path.Name == Uri.EscapeDataString(room.Value));

    private static RoomEnvelope Envelope(RoomId room, string text) => new(room, new RenamePlayer(new PlayerId(1), text));

    private sealed class RoomStandIn(RoomId room, List<string> seen) : UntypedActor
    {
        public const string Passivates = "passivates";
        public const string Ends = "ends";

        protected override void PreStart() => seen.Add($"{room} begins");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case RenamePlayer { Name: Passivates }:
                    Context.Parent.Tell(new Passivate(SealRoom.Instance));
                    break;
                case RenamePlayer told:
                    seen.Add($"{room} {told.Name}");
                    break;
                case SealRoom:
                    seen.Add($"{room} seals");
                    break;
                case Ends:
                    seen.Add($"{room} ends");
                    Context.Stop(Self);
                    break;
            }
        }
    }

    private sealed class Observer(List<object> into) : UntypedActor
    {
        protected override void OnReceive(object message) => into.Add(message);
    }
}
