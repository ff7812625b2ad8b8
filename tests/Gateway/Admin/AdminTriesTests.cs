using System.Net;
using Actors.Gateway.Admin;
using Actors.TestKit;

namespace Actors.Gateway.Tests.Admin;

public sealed class AdminTriesTests
{
    [Fact]
    public void Too_many_wrong_tokens_block_an_address_until_its_minute_ends()
    {
        var time = new ManualTimeProvider(timestampFrequency: ManualTimeProvider.OddFrequency);
        var tries = new AdminTries(3, time);
        var address = IPAddress.Parse("192.0.2.7");
        tries.Failed(address);
        time.Advance(TimeSpan.FromSeconds(50));
        tries.Failed(address);
        Assert.False(tries.AreUsedUp(address));
        tries.Failed(address);
        Assert.True(tries.AreUsedUp(address));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(tries.AreUsedUp(address));
    }

    [Fact]
    public void Failed_tries_block_few_others()
    {
        var tries = new AdminTries(1, new ManualTimeProvider());
        tries.Failed(IPAddress.Parse("192.0.2.7"));
        tries.Failed(null);
        var shutOut = Enumerable.Range(0, 10_000).Count(host => tries.AreUsedUp(new IPAddress([10, 0, (byte)(host >> 8), (byte)host])));
        // Two slots of 1,024, whatever the hash
        Assert.InRange(shutOut, 0, 100);
    }
}
