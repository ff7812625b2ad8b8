using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>Something with clocks that the listener's one timer looks after.</summary>
internal interface ISwept
{
    /// <summary>Its place in the <see cref="SweptSet"/>; kept by the set.</summary>
    int SweptIndex { get; set; }

    void Sweep(long nowMs);

    /// <summary>Ends it, politely if there is somebody to be polite to.</summary>
    void Close(CloseCode code, string reason);

    void Abort();
}
