namespace Actors.SocketIO.EngineIO;

/// <summary>The handler of a session. These calls never overlap on one session, whatever its transport.</summary>
public interface IEngineIOHandler
{
    /// <summary>A message, without its packet type. The memory is valid until the task completes. Text is valid UTF-8.</summary>
    ValueTask ReceivedAsync(ReadOnlyMemory<byte> message, bool isText);

    /// <summary>Called exactly once, last, for whatever reason the session ended.</summary>
    void Closed(DisconnectReason reason);
}
