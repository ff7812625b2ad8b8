using Actors.Gateway.Transports;

namespace Actors.Gateway.Connections;

/// <summary>
/// States of one room that are told as what has changed since another of them. Compared by reference: a client that has a state of one
/// stream has none of another. Belongs to the room's view, which alone calls it.
/// </summary>
public interface IStateStream
{
    /// <summary>Counts the states of this stream from 1.</summary>
    long Newest { get; }

    /// <summary>The newest state for one who has that number, encoded once for all who do; 0, or one that is too long ago, is answered by the whole state.</summary>
    EncodedMessage Since(long number);
}
