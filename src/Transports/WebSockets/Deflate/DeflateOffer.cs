using System.Globalization;

namespace Actors.WebSockets.Deflate;

/// <summary>
/// A client's offer of permessage-deflate (RFC 7692, 7.1). Its two parameters about no context takeover are only hints, and the answer sets both anyway; so
/// they are checked and not stored.
/// </summary>
/// <param name="ServerWindowBits">The largest window that the server may use; null: any.</param>
/// <param name="ClientWindowBits">The largest window that the client will use; null: not specified.</param>
/// <param name="ClientWindowMayBeLimited">Whether the answer may name a smaller one.</param>
internal readonly record struct DeflateOffer(int? ServerWindowBits, int? ClientWindowBits, bool ClientWindowMayBeLimited)
{
    public const string Name = "permessage-deflate";
    public const string ServerNoContextTakeover = "server_no_context_takeover";
    public const string ClientNoContextTakeover = "client_no_context_takeover";
    public const string ServerMaxWindowBits = "server_max_window_bits";
    public const string ClientMaxWindowBits = "client_max_window_bits";
    public const int MaxWindowBits = 15;
    private const int LeastWindowBits = 8;

    /// <summary>False: another extension, or a parameter that is unknown, repeated, or has an invalid value.</summary>
    public static bool TryRead(ExtensionOffer offer, out DeflateOffer read)
    {
        read = new DeflateOffer(null, null, ClientWindowMayBeLimited: false);
        if (!offer.Name.Equals(Name, StringComparison.Ordinal))
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in offer.Parameters)
        {
            if (!seen.Add(name))
                return false;
            switch (name)
            {
                case ServerNoContextTakeover or ClientNoContextTakeover when value is null:
                    break;
                case ServerMaxWindowBits when TryReadBits(value, out var bits):
                    read = read with { ServerWindowBits = bits };
                    break;
                case ClientMaxWindowBits when value is null:
                    read = read with { ClientWindowMayBeLimited = true };
                    break;
                case ClientMaxWindowBits when TryReadBits(value, out var bits):
                    read = read with { ClientWindowBits = bits, ClientWindowMayBeLimited = true };
                    break;
                default:
                    return false;
            }
        }
        return true;
    }

    /// <summary>8 to 15, in decimal and without leading zeros.</summary>
    private static bool TryReadBits(string? value, out int bits)
    {
        bits = 0;
        return value is { Length: 1 or 2 } && value[0] != '0'
            && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out bits)
            && bits is >= LeastWindowBits and <= MaxWindowBits;
    }
}
