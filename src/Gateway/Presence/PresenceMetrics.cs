using System.Diagnostics.Metrics;

namespace Actors.Gateway.Presence;

/// <summary>The metrics of this gateway's part in world-wide features.</summary>
internal sealed class PresenceMetrics
{
    public static PresenceMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Gateway");
    private readonly UpDownCounter<long> _players;
    private readonly Counter<long> _whispers;
    private readonly Counter<long> _listings;
    private readonly Counter<long> _announcements;
    private readonly Counter<long> _published;

    private PresenceMetrics()
    {
        _players = _meter.CreateUpDownCounter<long>("actors.presence.players", "{player}", "Players connected to this gateway.");
        _whispers = _meter.CreateCounter<long>("actors.presence.whispers", "{whisper}", "Whispers of this gateway's players, by outcome: sent, nobody, unreachable, full.");
        _listings = _meter.CreateCounter<long>("actors.presence.surveys", "{survey}", "Times that this gateway asked the others for their players, by whether all answered in time.");
        _announcements = _meter.CreateCounter<long>("actors.presence.announcements", "{announcement}", "Announcements of all players to a bucket of the directory, by reason: ended, differs.");
        _published = _meter.CreateCounter<long>("actors.presence.published", "{message}", "Shouts and the like that this gateway published to all.");
    }

    public void PlayersChanged(int by)
    {
        if (by != 0)
            _players.Add(by);
    }

    public void Whispered(string outcome) => _whispers.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Listed(bool isComplete) => _listings.Add(1, new KeyValuePair<string, object?>("complete", isComplete));

    public void Announced(string reason) => _announcements.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Published() => _published.Add(1);
}
