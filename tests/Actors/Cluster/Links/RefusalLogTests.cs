using Actors.Cluster.Links;
using Actors.Cluster.Links.Tcp;
using Actors.Runtime;
using Actors.TestKit;

namespace Actors.Tests.Cluster.Links;

public sealed class RefusalLogTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _logs = new();
    private readonly RefusalLog _log;

    public RefusalLogTests() => _log = new RefusalLog(_time, _logs.CreateLogger("links"));

    [Fact]
    public void Of_one_address_one_refusal_in_ten_seconds_is_logged_and_the_others_are_counted_in_the_next()
    {
        for (var i = 0; i < 50; i++)
            _log.Answered("10.0.0.1", Refusal.Secret);
        _log.Answered("10.0.0.2", Refusal.Secret);
        Assert.Equal(2, _logs.Entries.Count);
        _time.Advance(TimeSpan.FromSeconds(10));
        _log.Answered("10.0.0.1", Refusal.Plain);
        Assert.Equal("Somebody at 10.0.0.1 gets no line: it speaks without TLS, which this node's Link:Tls demands (and 49 more since the last such message)", _logs.Entries.Last().Text);
    }

    [Fact]
    public void Every_refusal_is_counted_logged_or_not()
    {
        using var counted = new MetricCount("actors.links.refused");
        for (var i = 0; i < 50; i++)
            _log.Answered("10.0.0.1", Refusal.Secret);
        _log.Called(new LinkPeer("b", 1, "10.0.0.1:7000"), Refusal.NotJoined);
        Assert.Equal(51, counted.OfThisThread);
        Assert.Single(_logs.Entries);
    }

    [Fact]
    public void However_many_addresses_call_what_is_remembered_of_them_is_bounded()
    {
        for (var i = 0; i < 5000; i++)
            _log.Answered($"10.0.{i / 256}.{i % 256}", Refusal.Secret);
        Assert.Equal(1024, _logs.Entries.Count);
        _time.Advance(TimeSpan.FromSeconds(10));
        _log.Answered("10.1.0.1", Refusal.Secret);
        Assert.Equal(1025, _logs.Entries.Count);
    }
}
