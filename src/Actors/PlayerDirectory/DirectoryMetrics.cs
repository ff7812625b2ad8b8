using System.Diagnostics.Metrics;

namespace Actors.PlayerDirectory;

/// <summary>What the buckets of names on this node report.</summary>
internal sealed class DirectoryMetrics
{
    public static DirectoryMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.PlayerDirectory");
    private readonly UpDownCounter<long> _players;

    private DirectoryMetrics() =>
        _players = _meter.CreateUpDownCounter<long>("actors.directory.players", "{player}", "Players of the world whose names are in buckets of this node.");

    public void PlayersChanged(int by)
    {
        if (by != 0)
            _players.Add(by);
    }
}
