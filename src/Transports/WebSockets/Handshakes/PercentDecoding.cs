using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Actors.WebSockets.Handshakes;

/// <summary>RFC 3986, 2.1, strictly: two hexadecimal digits after each percent sign, and a result in UTF-8.</summary>
internal static class PercentDecoding
{
    public static bool TryDecode(ReadOnlySpan<byte> encoded, bool plusIsBlank, out string decoded)
    {
        decoded = "";
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var b = encoded[i];
            if (b == '%')
            {
                if (i + 2 >= encoded.Length || !byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out b))
                    return false;
                i += 2;
            }
            else if (b == '+' && plusIsBlank)
            {
                b = (byte)' ';
            }
            bytes[length++] = b;
        }
        var text = bytes.AsSpan(0, length);
        if (!Utf8.IsValid(text))
            return false;
        decoded = Encoding.UTF8.GetString(text);
        return true;
    }
}
