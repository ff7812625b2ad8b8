using Actors.Channels;

namespace Actors.WebSockets.Framing;

/// <summary>Receives what a <see cref="MessageReader"/> reads, in the order of arrival. Payloads are valid only during the call.</summary>
internal interface IMessageSink
{
    /// <summary>A whole message; text is valid UTF-8. False: read no further for now.</summary>
    bool OnMessage(ReadOnlySpan<byte> payload, bool isText);

    void OnPing(ReadOnlySpan<byte> payload);

    void OnPong(ReadOnlySpan<byte> payload);

    /// <summary>The client's last frame. <see cref="CloseCode.NoStatus"/> if it gave no code.</summary>
    void OnClose(CloseCode code, string reason);
}

/// <summary>Why a client's bytes cannot be read further: the code to close with, and the rule that was broken.</summary>
internal sealed record ReadFailure(CloseCode Code, string Reason);

internal enum ReadOutcome
{
    /// <summary>All bytes were taken; more are needed.</summary>
    Hungry,

    /// <summary>The sink asked to stop; the remaining bytes must be passed again.</summary>
    Stopped,

    /// <summary>A close frame was read; whatever follows it is meaningless.</summary>
    Closed,

    /// <summary><see cref="MessageReader.Failure"/> says why.</summary>
    Failed,
}
