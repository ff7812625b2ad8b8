namespace Actors.Channels;

/// <summary>How a transport marks where a message begins: by a header that is the same for every client. One object serves all messages.</summary>
public interface IFraming
{
    /// <summary>Writes the header so that it ends at the end of the given space; the payload follows there.</summary>
    /// <param name="room"><see cref="EncodedMessage.HeaderBytes"/> long.</param>
    /// <param name="payloadLength">In bytes.</param>
    /// <param name="isText">Whether the payload is text.</param>
    /// <returns>The length of the header.</returns>
    int WriteHeader(Span<byte> room, int payloadLength, bool isText);
}
