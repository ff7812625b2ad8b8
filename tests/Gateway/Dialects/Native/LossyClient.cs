using Actors.Gateway.Dialects;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Views;
using Actors.TestKit;
using Actors.World;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>A client on a connection that takes a message only now and then: once every so many offers, on average.</summary>
internal sealed class LossyClient
{
    private readonly FakeChannel _channel = new();
    private readonly Random _random;
    private readonly int _patience;
    private int _read;
    private int _holdsUntil;
    private int _offers;

    public LossyClient(Random random, int patience, PlayerId player = default)
    {
        (_random, _patience, Player) = (random, patience, player);
        Outbox = new Outbox(_channel, new GatewayLimits(), new FakeTimeProvider());
    }

    public PlayerId Player { get; }

    public Outbox Outbox { get; }

    public NativeReader Reader { get; } = new(50);

    public void Offer(IStateStream stream)
    {
        if (_random.Next(60) == 0)
            Outbox.OfferKeyframe(stream, Player);
        else
            Outbox.OfferState(stream, Player);
        if (_offers++ < _holdsUntil)
            return;
        Drain();
        _holdsUntil = _offers + (_patience == 0 ? 0 : _random.Next(_patience * _patience * 2));
    }

    public void Flush()
    {
        Drain();
        Drain();
    }

    /// <summary>The connection takes what it was given, and the next message goes out.</summary>
    private void Drain()
    {
        Outbox.Writable();
        for (; _read < _channel.Taken.Count; _read++)
            Assert.True(Reader.Take(_channel.Taken[_read].Payload.Span, _channel.Taken[_read].IsText));
    }
}
