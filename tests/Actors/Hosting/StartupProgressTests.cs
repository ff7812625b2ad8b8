using Actors.Hosting.Startup;
using Actors.TestKit;

namespace Actors.Tests.Hosting;

public sealed class StartupProgressTests
{
    private readonly ManualTimeProvider _time = new(timestampFrequency: ManualTimeProvider.OddFrequency);
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void A_start_that_is_quick_says_nothing()
    {
        using (var progress = new StartupProgress(_output, _time, "reading its options"))
            _time.Advance(StartupProgress.Period - TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public void What_takes_long_is_told_again_and_again_with_how_long_it_takes()
    {
        using var progress = new StartupProgress(_output, _time, "reading its options");
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Now("opening the database");
        _time.Advance(TimeSpan.FromSeconds(6));
        progress.Now("opening its ports");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("Still opening the database, since 2 s ...\nStill opening the database, since 5 s ...\nStill opening its ports, since 2 s ...\n", _output.ToString());
    }
}
