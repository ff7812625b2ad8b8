using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// The commands on which a rule has thrown. The room has restarted from before them, so it does not know them. If they were sent again, because the answer was lost on its way,
/// they would break it once more. They are kept outside the room's actor, as many as may still be sent again, and used only on the room's turns.
/// </summary>
internal sealed class RuleFailures
{
    private const int Most = 256;

    private readonly Queue<(PlayerId Player, long Command)> _failed = new();

    public static Rejected Why { get; } = new(Codes.Internal, "Something went wrong there; it has not been done.");

    public bool Contains(PlayerId player, long command) => _failed.Count > 0 && _failed.Contains((player, command));

    public void Add(PlayerId player, long command)
    {
        if (_failed.Count == Most)
            _failed.Dequeue();
        _failed.Enqueue((player, command));
    }
}
