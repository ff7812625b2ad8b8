using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>
/// States of one room that are told as what has changed since another of them. Compared by reference: a client that has a state of one
/// stream has none of another. Belongs to the room's view, which alone calls it.
/// </summary>
public interface IStateStream
{
    /// <summary>Counts the states of this stream from 1.</summary>
    long Newest { get; }

    /// <summary>The newest state for a player who has that number, encoded once for all who have it and see the same; 0, or one that is too long ago, is answered by the whole state.</summary>
    EncodedMessage Since(long number, PlayerId player);

    /// <summary>Whether a player sees what happens at a place.</summary>
    bool Sees(PlayerId player, Vector at);
}
