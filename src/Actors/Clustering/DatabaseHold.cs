using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering;

/// <summary>
/// This process's right to use its database. Others get in only while it does not renew its row: when it was suspended for longer than that lives, for instance. The epochs of
/// rooms keep it from writing over their state; but its players would see a world that is no longer stored, so it ends.
/// </summary>
public sealed partial class DatabaseHold(ILogger<DatabaseHold> logger)
{
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the database is another's, with a sentence for operators. For good: this process does not go on.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Whether the database is another's.</summary>
    public bool IsLost => _lost.Task.IsCompleted;

    /// <summary>Ends the program when the database is another's.</summary>
    public async Task StopWhenLostAsync(IHostApplicationLifetime program)
    {
        await _lost.Task;
        program.StopApplication();
    }

    /// <summary>Says it once, however often it is found out.</summary>
    public void Lose(string sentence)
    {
        if (_lost.TrySetResult(sentence))
            SaysLost(sentence);
    }

    [LoggerMessage(1101, LogLevel.Critical, "This server has lost its database and ends. {Sentence}")]
    private partial void SaysLost(string sentence);
}
