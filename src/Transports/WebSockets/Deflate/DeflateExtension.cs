using System.Text;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets.Deflate;

/// <summary>
/// A listener's permessage-deflate: accepts the first offer that it understands. The server never uses context takeover, so that a message is compressed once
/// for everybody; nor may the client, unless the options allow it a window and there is memory left for one.
/// </summary>
internal sealed class DeflateExtension
{
    private readonly DeflateOptions _options;
    private readonly FrameDeflater _deflater;
    private readonly PartialBudget _windows;
    private readonly MessageInflater _inflater;
    private readonly DeflateMetrics _metrics;

    public DeflateExtension(DeflateOptions options, WebSocketMetrics metrics)
    {
        _options = options;
        _windows = new PartialBudget(options.MaxWindowBytes);
        _metrics = new DeflateMetrics(metrics.Meter, _windows, metrics.Listener);
        _deflater = new FrameDeflater(options, _metrics);
        _inflater = new MessageInflater(_metrics);
    }

    /// <summary>Null: no offer can be accepted. Otherwise the terms must be released.</summary>
    public DeflateTerms? Negotiate(IReadOnlyList<ExtensionOffer> offers)
    {
        foreach (var offer in offers)
        {
            if (DeflateOffer.TryRead(offer, out var read))
                return Accept(read);
        }
        return null;
    }

    private DeflateTerms Accept(DeflateOffer offer)
    {
        var answer = new StringBuilder(DeflateOffer.Name).Append("; ").Append(DeflateOffer.ServerNoContextTakeover);
        if (offer.ServerWindowBits is { } serverBits)
            answer.Append("; ").Append(DeflateOffer.ServerMaxWindowBits).Append('=').Append(serverBits);

        var inflater = _inflater;
        // Some clients that name their window take an answer that does not name it as a refusal
        var namedBits = offer.ClientWindowBits;
        var windowBits = offer.ClientWindowBits ?? DeflateOffer.MaxWindowBits;
        if (offer.ClientWindowMayBeLimited)
            windowBits = Math.Min(windowBits, _options.ClientWindowBits);
        if (_options.ClientContextTakeover && _windows.TryTake(1 << windowBits))
        {
            inflater = new MessageInflater(_metrics, new ClientWindow(windowBits, _windows));
            namedBits = offer.ClientWindowMayBeLimited ? windowBits : null;
        }
        else
        {
            answer.Append("; ").Append(DeflateOffer.ClientNoContextTakeover);
        }
        if (namedBits is { } clientBits)
            answer.Append("; ").Append(DeflateOffer.ClientMaxWindowBits).Append('=').Append(clientBits);
        _metrics.Agreed();
        return new DeflateTerms(_deflater, inflater, offer.ServerWindowBits ?? DeflateOffer.MaxWindowBits, answer.ToString());
    }
}
