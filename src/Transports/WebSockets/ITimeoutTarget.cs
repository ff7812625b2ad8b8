using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>A connection or handshake whose timeouts the listener's one timer checks.</summary>
internal interface ITimeoutTarget
{
    /// <summary>Its index in the <see cref="TimeoutSet"/>, which maintains it.</summary>
    int TimeoutIndex { get; set; }

    void CheckTimeout(long nowMs);

    /// <summary>Ends it, with a reason to the client if the client can still receive one.</summary>
    void Close(CloseCode code, string reason);

    void Abort();
}
