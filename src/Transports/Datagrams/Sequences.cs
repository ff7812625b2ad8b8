namespace Actors.Datagrams;

/// <summary>Numbers of datagrams: 0 to 10000, then from 0 again.</summary>
public static class Sequences
{
    /// <summary>How many numbers there are: 0 to 10,000.</summary>
    public const int Count = 10_001;

    /// <summary>After the last comes 0.</summary>
    public static int Next(int sequence) => sequence + 1 == Count ? 0 : sequence + 1;

    /// <summary>How far a number is ahead of another; negative if it is behind. Up to half the circle counts as ahead.</summary>
    public static int Ahead(int sequence, int of)
    {
        var ahead = (sequence - of + Count) % Count;
        return ahead > Count / 2 ? ahead - Count : ahead;
    }
}

/// <summary>
/// The received numbers, which tell a repetition from a new packet: the newest and the <see cref="Window"/> before it. Older numbers count as received.
/// </summary>
internal sealed class ReceivedSequences
{
    public const int Window = 1024;

    private readonly ulong[] _bits = new ulong[Window / 64];
    private int _newest = -1;

    /// <summary>
    /// Position of the newest number in the circle of bits. The circle of numbers is not a multiple of it, so the number alone does not give the position.
    /// </summary>
    private int _at;

    /// <returns>False if the number was received before.</returns>
    public bool TryAdd(int sequence)
    {
        if (_newest < 0)
        {
            _newest = sequence;
            return Set(_at);
        }
        var ahead = Sequences.Ahead(sequence, _newest);
        if (ahead <= -Window)
            return false;
        if (ahead <= 0)
            return Set((_at + ahead + Window) % Window);
        for (var i = Math.Min(ahead, Window); i > 0; i--)
            Clear((_at + ahead - i + 1) % Window);
        _newest = sequence;
        _at = (_at + ahead) % Window;
        return Set(_at);
    }

    private bool Set(int at)
    {
        ref var word = ref _bits[at / 64];
        var bit = 1UL << (at % 64);
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    private void Clear(int at) => _bits[at / 64] &= ~(1UL << (at % 64));
}
