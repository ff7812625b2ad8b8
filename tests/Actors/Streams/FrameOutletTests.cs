using Actors.Streams;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Streams;

public sealed class FrameOutletTests
{
    private static readonly RoomId Hall = new("hall");
    private static readonly RoomId Yard = new("yard");

    private readonly FrameOutlet _outlet = new(ActorRefs.Nobody);

    [Fact]
    public void A_frame_replaces_the_waiting_one_of_its_room_and_keeps_its_events()
    {
        _outlet.Offer(1, Frames.Of(Hall, 1, firstEvent: 10, "one"));
        _outlet.Offer(1, Frames.Of(Yard, 1, firstEvent: 0));
        _outlet.Offer(1, Frames.Of(Hall, 2, firstEvent: 11));
        _outlet.Offer(1, Frames.Of(Hall, 3, firstEvent: 11, "two", "three"));
        Assert.Equal(2, _outlet.Waiting);
        var drained = Drain();
        Assert.Equal([Hall, Yard], drained.Select(static each => each.Frame.Room));
        var hall = drained[0].Frame;
        Assert.Equal((3, 10, 13), (hall.Sequence, hall.FirstEvent, hall.NextEvent));
        Assert.Equal(["one", "two", "three"], hall.Events.Cast<Said>().Select(static said => said.Text));
        Assert.Equal(0, _outlet.Waiting);
    }

    [Theory]
    [InlineData(9, "zero", "one", "two", "three")]
    [InlineData(10, "one", "two", "three")]
    [InlineData(11, "one", "two", "three")]
    [InlineData(12, "one", "two", "three")]
    public void Events_repeated_by_the_next_frame_are_kept_once(long repeatedFrom, params string[] told)
    {
        string[] all = ["zero", "one", "two", "three"];
        _outlet.Offer(1, Frames.Of(Hall, 1, firstEvent: 10, "one", "two"));
        _outlet.Offer(1, Frames.Of(Hall, 2, repeatedFrom, all[(int)(repeatedFrom - 9)..]));
        var hall = Assert.Single(Drain()).Frame;
        Assert.Equal((13 - told.Length, 13), (hall.FirstEvent, hall.NextEvent));
        Assert.Equal(told, hall.Events.Cast<Said>().Select(static said => said.Text));
    }

    [Fact]
    public void The_last_frame_of_an_activation_is_sent_before_the_first_of_the_next()
    {
        _outlet.Offer(1, Frames.Of(Hall, 1, firstEvent: 10, "one"));
        _outlet.Offer(2, Frames.Of(Hall, 1, firstEvent: 90, "two"));
        _outlet.Offer(2, Frames.Of(Hall, 2, firstEvent: 91, "three"));
        Assert.Equal(
            [(1, 10, "one"), (2, 90, "two three")],
            Drain().Select(static each => (each.Epoch, each.Frame.FirstEvent, string.Join(' ', each.Frame.Events.Cast<Said>().Select(static said => said.Text)))));
        _outlet.Offer(2, Frames.Of(Hall, 3, firstEvent: 92));
        Assert.Equal(3, Assert.Single(Drain()).Frame.Sequence);
    }

    [Fact]
    public void Waiting_events_are_limited_to_the_newest_and_their_numbers_show_the_gap()
    {
        for (var i = 0; i < FrameOutlet.MaxEvents + 3; i++)
            _outlet.Offer(1, Frames.Of(Hall, i, firstEvent: i, $"{i}"));
        var frame = Assert.Single(Drain()).Frame;
        Assert.Equal((FrameOutlet.MaxEvents, 3, FrameOutlet.MaxEvents + 3), (frame.Events.Length, frame.FirstEvent, frame.NextEvent));
        Assert.Equal("3", Assert.IsType<Said>(frame.Events[0]).Text);
    }

    [Fact]
    public void The_stream_is_notified_once_and_again_only_after_a_full_drain()
    {
        var arrived = 0;
        _outlet.Offer(1, Frames.Of(Hall, 1));
        _outlet.Attach(() => arrived++);
        Assert.Equal(1, arrived);
        _outlet.Offer(1, Frames.Of(Hall, 2));
        _outlet.Offer(1, Frames.Of(Yard, 2));
        Assert.Equal(1, arrived);
        // The element is full: the rest goes with the next demand, without another notification.
        Assert.False(_outlet.Drain((_, frame) => frame.Room == Hall));
        _outlet.Offer(1, Frames.Of(Hall, 3));
        Assert.Equal(1, arrived);
        Assert.True(_outlet.Drain(static (_, _) => true));
        _outlet.Offer(1, Frames.Of(Hall, 4));
        Assert.Equal(2, arrived);
    }

    [Fact]
    public void A_closed_outlet_holds_no_frames()
    {
        var arrived = 0;
        _outlet.Attach(() => arrived++);
        _outlet.Offer(1, Frames.Of(Hall, 1));
        _outlet.Close();
        _outlet.Offer(1, Frames.Of(Yard, 1));
        Assert.Equal((0, 1), (_outlet.Waiting, arrived));
        Assert.True(_outlet.IsClosed);
    }

    [Fact]
    public void Only_one_caller_claims_the_stream() =>
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(_ => _outlet.TryClaim()));

    private List<(long Epoch, RoomFrame Frame)> Drain()
    {
        var drained = new List<(long, RoomFrame)>();
        Assert.True(_outlet.Drain((epoch, frame) =>
        {
            drained.Add((epoch, frame));
            return true;
        }));
        return drained;
    }
}
