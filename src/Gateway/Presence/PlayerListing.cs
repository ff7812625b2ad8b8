using Actors.PlayerDirectory;
using Actors.World;

namespace Actors.Gateway.Presence;

/// <summary>The other gateways' answers to the question who is in the world. Requests during a listing, or within a second of its end, share it.</summary>
internal sealed class PlayerListing
{
    private List<PlayerPresence> _found = [];
    private IReadOnlyList<PlayerPresence>? _others;
    private int _awaited;

    public long Number { get; private set; }

    public bool IsUnderWay { get; private set; }

    public bool HasResult => _others is not null;

    public void Begin(int others)
    {
        Number++;
        IsUnderWay = true;
        _awaited = others;
        _found = [];
    }

    /// <returns>Whether that was the last answer.</returns>
    public bool Add(WhoAnswered answer)
    {
        if (!IsUnderWay || answer.Request != Number)
            return false;
        _found.AddRange(answer.Players);
        if (_found.Count > PlayerPresence.MaxListed * 2)
            _found = [.. ByName(_found)];
        return --_awaited <= 0;
    }

    public void End()
    {
        IsUnderWay = false;
        _others = ByName(_found);
        _found = [];
    }

    public void Forget() => _others = null;

    /// <param name="own">This gateway's players as they are now, so that nobody is missing from their own list.</param>
    public IReadOnlyList<PlayerPresence> With(IReadOnlyList<PlayerPresence> own) => _others is { Count: > 0 } others ? ByName(own.Concat(others)) : own;

    /// <summary>A player may be moving from one gateway to another: it is listed once.</summary>
    private static IReadOnlyList<PlayerPresence> ByName(IEnumerable<PlayerPresence> players) =>
    [
        .. players
            .DistinctBy(static player => player.Player)
            .OrderBy(static player => player.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static player => player.Player)
            .Take(PlayerPresence.MaxListed),
    ];
}
