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
    public void What_takes_long_is_told_again_and_again_with_how_long_the_start_takes()
    {
        using var progress = new StartupProgress(_output, _time, "reading its options");
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Now("opening the database");
        _time.Advance(TimeSpan.FromSeconds(6));
        progress.Now("opening its ports");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("After 3 s: still opening the database ...\nAfter 6 s: still opening the database ...\nAfter 9 s: still opening its ports ...\n", _output.ToString());
    }
}
