namespace Actors.Hosting.Startup;

/// <summary>Prints what a slow start is doing, so that nobody thinks that it hangs.</summary>
public sealed class StartupProgress : IDisposable
{
    /// <summary>The interval between messages.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TextWriter _output;
    private readonly ITimer _timer;
    private readonly long _begun;
    private string _doing;
    private bool _ended;

    /// <param name="output">The program's output.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <param name="doing">The first activity, such as "loading the world".</param>
    public StartupProgress(TextWriter output, TimeProvider time, string doing)
    {
        (_output, _time, _doing, _begun) = (output, time, doing, time.GetTimestamp());
        _timer = time.CreateTimer(static progress => ((StartupProgress)progress!).Tell(), this, Period, Period);
    }

    /// <summary>The activity from now on, such as "opening the database".</summary>
    public void Now(string doing)
    {
        lock (_lock)
            _doing = doing;
    }

    /// <summary>Prints nothing more.</summary>
    public void Dispose()
    {
        lock (_lock)
            _ended = true;
        _timer.Dispose();
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (!_ended)
                _output.WriteLine($"After {_time.GetElapsedTime(_begun).TotalSeconds:0} s: still {_doing} ...");
        }
    }
}
