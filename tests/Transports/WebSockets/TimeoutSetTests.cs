using Actors.Channels;
using Actors.WebSockets;

namespace Actors.Transports.Tests.WebSockets;

public sealed class TimeoutSetTests
{
    private TimeoutSet _set = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(1000)]
    public void Each_target_is_visited_once(int count)
    {
        var targets = Add(count);
        _set.ForEach(static (target, now) => target.CheckTimeout(now), 7L);
        Assert.All(targets, static target => Assert.Equal(1, target.Met));
    }

    [Fact]
    public void Self_removing_targets_are_all_visited()
    {
        var targets = Add(1000);
        _set.ForEach(static (target, _) => target.Abort(), 0);
        Assert.All(targets, static target => Assert.Equal(1, target.Met));
        Assert.Equal(0, _set.Count);
    }

    [Fact]
    public void Remaining_targets_are_visited_despite_adds_and_removes()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            _set = new TimeoutSet();
            var random = new Random(seed);
            var targets = Add(2000);
            var gone = new HashSet<Target>();
            _set.ForEach((target, now) =>
            {
                target.CheckTimeout(now);
                var other = targets[random.Next(targets.Length)];
                if (random.Next(2) == 0 && gone.Add(other))
                    _set.Remove(other);
                if (random.Next(4) == 0)
                    _set.Add(new Target(_set));
            }, 7L);
            Assert.All(targets.Except(gone), target => Assert.True(target.Met > 0, $"seed {seed}"));
        }
    }

    private Target[] Add(int count)
    {
        Target[] targets = [.. Enumerable.Range(0, count).Select(_ => new Target(_set))];
        foreach (var target in targets)
            _set.Add(target);
        return targets;
    }

    private sealed class Target(TimeoutSet set) : ITimeoutTarget
    {
        public int TimeoutIndex { get; set; }

        public int Met { get; private set; }

        public void CheckTimeout(long nowMs) => Met++;

        public void Close(CloseCode code, string reason) => Met++;

        public void Abort()
        {
            Met++;
            set.Remove(this);
        }
    }
}
