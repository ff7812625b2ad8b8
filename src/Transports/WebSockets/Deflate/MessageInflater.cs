using Actors.Channels;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets.Deflate;

/// <summary>Inflates clients' messages. Without a window it has no state, and all connections of a listener share one.</summary>
internal sealed class MessageInflater(DeflateMetrics metrics, ClientWindow? window = null)
{
    /// <summary>Inflates a whole message; the result is the failure, or null.</summary>
    /// <param name="message">Empty; the caller clears it, whatever the result.</param>
    public ReadFailure? TryInflate(ReadOnlySpan<byte> payload, ref PartialMessage message, int mostBytes)
    {
        var past = window is null ? default : window.Bytes;
        var result = Inflater.OfThisThread.Inflate(payload, past, ref message, mostBytes);
        if (result == InflateResult.Done)
        {
            window?.Append(message.Written);
            metrics.Inflated(payload.Length, message.Length);
            return null;
        }
        metrics.InflateRefused(result);
        return result switch
        {
            InflateResult.TooBig => new ReadFailure(CloseCode.MessageTooBig, $"a message may have at most {mostBytes} bytes, inflated"),
            InflateResult.NoMemory => new ReadFailure(CloseCode.TryAgainLater, "no memory is left for messages that have to be inflated"),
            _ => new ReadFailure(CloseCode.InvalidPayload, "a compressed message that cannot be inflated"),
        };
    }

    public void Release() => window?.Release();
}
