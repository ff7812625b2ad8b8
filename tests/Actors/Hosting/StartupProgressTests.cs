using Actors.Hosting.Startup;
using Actors.TestKit;

namespace Actors.Tests.Hosting;

public sealed class StartupProgressTests
{
    private readonly ManualTimeProvider _time = new(timestampFrequency: ManualTimeProvider.OddFrequency);
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void A_quick_start_prints_nothing()
    {
        using (var progress = new StartupProgress(_output, _time, "reading its options"))
            _time.Advance(StartupProgress.Period - TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public void A_slow_start_repeatedly_prints_its_step_and_elapsed_time()
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
