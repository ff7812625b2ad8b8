namespace Actors.Client.Sessions;

/// <summary>Asks the game for another token when the server has refused one, a few times; without a new token it would be refused again.</summary>
internal sealed class FreshToken(Func<ClientError, Task<string?>>? source)
{
    private const int MaxInARow = 3;

    private Task<string?>? _asked;
    private int _count;
    private Ending _refusal = new("", "");

    public void Forget() => (_asked, _count) = (null, 0);

    public void Cancel() => _asked = null;

    public void Ask(Ending refusal)
    {
        _refusal = refusal;
        try
        {
            _asked = source is not null && _count++ < MaxInARow ? source(new ClientError(new ErrorCode(refusal.Code), refusal.Reason)) : Task.FromResult<string?>(null);
        }
        catch (Exception problem)
        {
            _asked = Task.FromException<string?>(problem);
        }
    }

    /// <summary>Whether the game has answered.</summary>
    /// <param name="token">Another token; null if there is none, and the ending says why.</param>
    public bool TryTake(string? refused, out string? token, out Ending refusal)
    {
        (token, refusal) = (null, _refusal);
        if (_asked is not { IsCompleted: true } asked)
            return false;
        _asked = null;
        if (asked.Status == TaskStatus.RanToCompletion)
            token = asked.Result is { Length: > 0 } its && its != refused ? its : null;
        else
            refusal = refusal with { Reason = $"{refusal.Reason} No fresh token could be had: {asked.Exception?.InnerException?.Message ?? "it was given up"}" };
        return true;
    }
}
