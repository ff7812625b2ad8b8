using Actors.Gateway.Connections;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Actors.Gateway.Tests.Abuse;

public sealed class TokenBucketTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_passes_at_once_and_then_only_the_rate()
    {
        var bucket = new TokenBucket(_time, ratePerSecond: 10, burst: 20);
        Assert.Equal(20, Passed(ref bucket, 100));
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(5, Passed(ref bucket, 100));
    }

    [Fact]
    public void Idling_earns_at_most_one_burst()
    {
        var bucket = new TokenBucket(_time, ratePerSecond: 10, burst: 20);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(20, Passed(ref bucket, 100));
    }

    [Fact]
    public void Refused_attempts_do_not_slow_the_refill()
    {
        var bucket = new TokenBucket(_time, ratePerSecond: 100, burst: 2);
        var passed = 0;
        for (var millisecond = 0; millisecond < 1000; millisecond++)
        {
            passed += Passed(ref bucket, 3);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(passed, 99, 102);
    }

    private static int Passed(ref TokenBucket bucket, int tries)
    {
        var passed = 0;
        for (var i = 0; i < tries; i++)
            passed += bucket.TryTake() ? 1 : 0;
        return passed;
    }
}
