using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering;

/// <summary>
/// This process's right to use its database. Another server gets that right only while this one does not renew its row, for instance when it was suspended for longer than a row lives.
/// The epochs of rooms keep it from overwriting their state, but its players would see a world that is no longer persisted, so it ends.
/// </summary>
public sealed partial class DatabaseHold(ILogger<DatabaseHold> logger)
{
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when another server has the database, with a message for operators. This is final: the process does not continue.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Whether another server has the database.</summary>
    public bool IsLost => _lost.Task.IsCompleted;

    /// <summary>Stops the program when another server has the database.</summary>
    public async Task StopWhenLostAsync(IHostApplicationLifetime program)
    {
        await _lost.Task;
        program.StopApplication();
    }

    /// <summary>Logs the loss once, however often it is detected.</summary>
    public void Lose(string sentence)
    {
        if (_lost.TrySetResult(sentence))
            SaysLost(sentence);
    }

    [LoggerMessage(1101, LogLevel.Critical, "This server has lost its database and ends. {Sentence}")]
    private partial void SaysLost(string sentence);
}
