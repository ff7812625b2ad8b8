using System.Text.Unicode;

namespace Actors.WebSockets.Framing;

/// <summary>
/// Checks whether bytes that arrive in pieces are still the beginning of valid UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). An
/// invalid byte is detected in the piece that brings it, even in the middle of a character. Whole characters go through the runtime's vectorised check; only a
/// character that is split between pieces is checked byte by byte.
/// </summary>
internal struct Utf8Validator
{
    private byte _needed;
    private byte _lowest;
    private byte _highest;

    /// <summary>No character is split: the text may end here.</summary>
    public readonly bool IsComplete => _needed == 0;

    public bool Feed(ReadOnlySpan<byte> piece)
    {
        var start = 0;
        while (_needed > 0 && start < piece.Length)
        {
            if (!Step(piece[start++]))
                return false;
        }

        var whole = piece.Length - CutOff(piece[start..]);
        if (!Utf8.IsValid(piece[start..whole]))
            return false;

        foreach (var b in piece[whole..])
        {
            if (!Step(b))
                return false;
        }
        return true;
    }

    /// <summary>How many bytes at the end begin a character that the piece does not complete: 0 to 3.</summary>
    private static int CutOff(ReadOnlySpan<byte> piece)
    {
        for (var back = 1; back <= Math.Min(3, piece.Length); back++)
        {
            var b = piece[^back];
            if ((b & 0xC0) == 0x80)
                continue;
            var length = b switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return length > back ? back : 0;
        }
        return 0;
    }

    private bool Step(byte b)
    {
        if (_needed == 0)
            return Begin(b);
        if (b < _lowest || b > _highest)
            return false;
        (_lowest, _highest) = (0x80, 0xBF);
        _needed--;
        return true;
    }

    /// <summary>The second byte's range rules out overlong forms, surrogates and what lies above U+10FFFF.</summary>
    private bool Begin(byte b)
    {
        (_lowest, _highest) = b switch
        {
            0xE0 => ((byte)0xA0, (byte)0xBF),
            0xED => ((byte)0x80, (byte)0x9F),
            0xF0 => ((byte)0x90, (byte)0xBF),
            0xF4 => ((byte)0x80, (byte)0x8F),
            _ => ((byte)0x80, (byte)0xBF),
        };
        switch (b)
        {
            case < 0x80:
                return true;
            case >= 0xC2 and <= 0xDF:
                _needed = 1;
                return true;
            case >= 0xE0 and <= 0xEF:
                _needed = 2;
                return true;
            case >= 0xF0 and <= 0xF4:
                _needed = 3;
                return true;
            default:
                return false;
        }
    }
}
