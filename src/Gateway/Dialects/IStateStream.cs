using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>
/// States of one room as deltas to earlier states. Compared by reference: a client that has a state of one
/// stream has none of another. Used by the room's view alone.
/// </summary>
public interface IStateStream
{
    /// <summary>Counts the states of this stream from 1.</summary>
    long Newest { get; }

    /// <summary>The newest state for players that have that number, encoded once for all that have it and see the same. For 0, or a number too old, it is the complete state.</summary>
    EncodedMessage Since(long number, PlayerId player);

    /// <summary>Whether a player sees what happens at a place.</summary>
    bool Sees(PlayerId player, Vector at);
}
