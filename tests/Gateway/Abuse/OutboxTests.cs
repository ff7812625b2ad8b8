using System.Text;
using Actors.Channels;
using Actors.Gateway.Connections;
using Actors.Gateway.Views;
using Actors.TestKit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Actors.Gateway.Tests.Abuse;

public sealed class OutboxTests
{
    private readonly FakeChannel _channel = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(_channel, new GatewayLimits { OutboxBytes = 1024 }, _time);

    private IEnumerable<string> Taken => _channel.Taken.Select(message => Encoding.UTF8.GetString(message.Payload.Span));

    [Fact]
    public void Only_the_latest_state_waits_for_the_channel()
    {
        _outbox.OfferState(Message("s1"));
        _outbox.OfferState(Message("s2"));
        _outbox.OfferState(Message("s3"));
        _outbox.Writable();
        _outbox.Writable();

        Assert.Equal(["s1", "s3"], Taken);
    }

    [Fact]
    public void Events_are_sent_in_order_and_before_the_waiting_state()
    {
        _outbox.OfferState(Message("s1"));
        _outbox.OfferState(Message("s2"));
        Assert.True(_outbox.Enqueue(Message("e1")));
        Assert.True(_outbox.Enqueue(Message("e2")));
        _channel.IsFast = true;
        _outbox.Writable();

        Assert.Equal(["s1", "e1", "e2", "s2"], Taken);
    }

    [Fact]
    public void Events_over_the_byte_limit_are_refused_and_queued_ones_stay()
    {
        _outbox.Enqueue(Message("under way"));
        Assert.True(_outbox.Enqueue(Message(new string('a', 1000))));
        Assert.False(_outbox.Enqueue(Message(new string('b', 25))));
        Assert.True(_outbox.Enqueue(Message(new string('c', 24))));
        _channel.IsFast = true;
        _outbox.Writable();

        Assert.Equal(3, _channel.Taken.Count);
        Assert.Equal(24, _channel.Taken[2].PayloadLength);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_world_message_is_sent_after_SilenceWorld(bool isBusy)
    {
        if (isBusy)
            _outbox.Enqueue(Message("under way"));
        _outbox.OfferState(Message("seen before"));
        _outbox.SilenceWorld();
        _outbox.OfferState(Message("state"));
        Assert.True(_outbox.Enqueue(Message("event"), ofWorld: true));
        Assert.True(_outbox.Enqueue(Message("goodbye")));
        _outbox.OfferState(Message("state"));
        Assert.True(_outbox.Enqueue(Message("event"), ofWorld: true));
        var closed = false;
        _outbox.CloseAfterQueue(() => closed = true);
        _channel.IsFast = true;
        _outbox.Writable();

        Assert.Equal([isBusy ? "under way" : "seen before", "goodbye"], Taken);
        Assert.True(closed);
    }

    [Fact]
    public void A_sent_message_frees_its_bytes()
    {
        _outbox.Enqueue(Message("under way"));
        for (var round = 0; round < 50; round++)
        {
            Assert.True(_outbox.Enqueue(Message(new string('a', 1024))));
            _outbox.Writable();
        }
    }

    [Fact]
    public void Nothing_is_sent_after_Close()
    {
        _outbox.Enqueue(Message("under way"));
        _outbox.Enqueue(Message("waiting"));
        _outbox.OfferState(Message("state"));
        _outbox.Close();
        _outbox.Writable();
        Assert.True(_outbox.Enqueue(Message("later")));
        _outbox.OfferState(Message("later state"));

        Assert.Equal(["under way"], Taken);
    }

    [Fact]
    public void CloseAfterQueue_runs_once_after_the_queued_events_and_drops_the_state()
    {
        var sentWhenClosed = new List<int>();
        _outbox.Enqueue(Message("e1"));
        _outbox.Enqueue(Message("e2"));
        _outbox.OfferState(Message("state"));
        _outbox.CloseAfterQueue(() => sentWhenClosed.Add(_channel.Taken.Count));
        _outbox.Enqueue(Message("too late"));
        Assert.Empty(sentWhenClosed);
        _outbox.Writable();
        Assert.Empty(sentWhenClosed);
        _outbox.Writable();

        Assert.Equal([2], sentWhenClosed);
        Assert.Equal(["e1", "e2"], Taken);
    }

    [Fact]
    public void CloseAfterQueue_runs_at_once_when_nothing_is_under_way()
    {
        var closed = 0;
        _outbox.CloseAfterQueue(() => closed++);
        _outbox.CloseAfterQueue(() => closed++);

        Assert.Equal(1, closed);
    }

    [Fact]
    public void A_channel_writable_before_its_send_returns_loses_nothing()
    {
        _channel.BeforeAnswer = () =>
        {
            _outbox.Enqueue(Message("e2"));
            _outbox.Writable();
        };
        _outbox.Enqueue(Message("e1"));
        Assert.Equal(["e1", "e2"], Taken);
        _outbox.Writable();
        _outbox.Enqueue(Message("e3"));

        Assert.Equal(["e1", "e2", "e3"], Taken);
    }

    [Fact]
    public void StalledFor_is_how_long_one_message_has_been_in_flight()
    {
        Assert.Equal(TimeSpan.Zero, _outbox.StalledFor);
        _outbox.Enqueue(Message("e1"));
        _outbox.Enqueue(Message("e2"));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), _outbox.StalledFor);
        _outbox.Writable();
        Assert.Equal(TimeSpan.Zero, _outbox.StalledFor);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), _outbox.StalledFor);
        _outbox.Writable();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.Zero, _outbox.StalledFor);
    }

    private static EncodedMessage Message(string text) => EncodedMessage.Copy(Encoding.UTF8.GetBytes(text), isText: true);
}
