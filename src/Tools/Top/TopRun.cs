using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;

namespace Actors.Tools.Top;

/// <summary>Polls all gateways once a second, and shows their answers.</summary>
internal sealed class TopRun(IReadOnlyList<Uri> servers, string token) : IDisposable
{
    private const int AnyHeight = int.MaxValue;

    /// <summary>The width of a table outside a terminal: all its columns fit.</summary>
    private const int FullWidth = 132;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How soon the screen follows a change of the terminal's size.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly AdminSource[] _sources = [.. servers.Select(server => new AdminSource(server, token))];
    private TopSample? _sample;

    /// <summary>Two samples a second apart: rates need two.</summary>
    public async Task<int> OnceAsync(bool asJson, CancellationToken stop)
    {
        for (var samples = 0; samples < 2; samples++)
        {
            if (samples > 0)
                await Task.Delay(Second, stop);
            if (await SampleAsync(stop) is { } problem)
                return Failure.Say(problem);
        }
        if (asJson)
            Console.WriteLine(TopJson.Line(_sample!));
        else
        {
            foreach (var line in TopView.Lines(_sample!, Console.IsOutputRedirected ? FullWidth : Screen.Size.Width, AnyHeight))
                Output.Write(line);
        }
        return 0;
    }

    /// <summary>One object a second, until it is stopped, or no gateway can be reached.</summary>
    public async Task<int> WriteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Second);
        do
        {
            if (await SampleAsync(stop) is { } problem)
                return Failure.Say(problem);
            Console.WriteLine(TopJson.Line(_sample!));
        }
        while (await timer.WaitForNextTickAsync(stop));
        return 0;
    }

    /// <summary>One screen a second, until q is pressed. A server that has answered once may be unreachable for a while.</summary>
    public async Task<int> ShowAsync(CancellationToken stop)
    {
        if (await SampleAsync(stop) is { } problem)
            return Failure.Say(problem);
        using var screen = new Screen();
        var keys = new Keys();
        string? trouble = null;
        Task<string?>? asking = null;
        var due = Clock.Milliseconds + Second.TotalMilliseconds;
        while (!stop.IsCancellationRequested)
        {
            var (width, height) = Screen.Size;
            var lines = TopView.Lines(_sample!, width, height - 1, trouble).Take(height - 1).ToList();
            lines.AddRange(Enumerable.Repeat(new Line(), Math.Max(0, height - 1 - lines.Count)));
            screen.Draw([.. lines, new Line("q ends", Look.Dim)]);
            await keys.WaitAsync(Glance, stop);
            while (keys.TryTake(out var key))
            {
                if (key.KeyChar is 'q' or 'Q' || key.Key == ConsoleKey.Escape)
                    return 0;
            }
            if (asking is { IsCompleted: true })
                (trouble, asking) = (await asking, null);
            if (asking is null && Clock.Milliseconds >= due)
                (asking, due) = (SampleAsync(stop), Math.Max(due + Second.TotalMilliseconds, Clock.Milliseconds));
        }
        return 0;
    }

    public void Dispose()
    {
        foreach (var source in _sources)
            source.Dispose();
    }

    /// <summary>
    /// Null: there is a new sample. If there are several gateways, one answer is enough, except for the first sample: for that all must answer.
    /// </summary>
    private async Task<string?> SampleAsync(CancellationToken stop)
    {
        var answers = await Task.WhenAll(_sources.Select(source => source.AskAsync(stop)));
        var problem = answers.Select(static answer => answer.Problem).FirstOrDefault(static problem => problem is not null);
        AdminState[] states = [.. answers.Select(static answer => answer.State).OfType<AdminState>()];
        if (states.Length == 0 || (_sample is null && problem is not null))
            return problem;
        _sample = TopSample.Of(states, _sample);
        return problem;
    }
}
