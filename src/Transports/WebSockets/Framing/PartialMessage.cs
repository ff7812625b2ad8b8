using System.Buffers;

namespace Actors.WebSockets.Framing;

/// <summary>
/// A message that is arriving. It takes as much memory as has arrived, rounded up, not as much as was announced: the buffer doubles, or grows straight to the
/// announced size once a quarter of that has arrived.
/// </summary>
internal struct PartialMessage(PartialBudget budget)
{
    private const int SmallestBytes = 128;

    private byte[]? _buffer;

    public int Length { get; private set; }

    public readonly Span<byte> Written => _buffer.AsSpan(0, Length);

    public readonly Span<byte> Free => _buffer.AsSpan(Length);

    public readonly Span<byte> Whole => _buffer;

    /// <summary>Makes space for more bytes than are free; false if the listener's budget does not allow it.</summary>
    /// <param name="more">How many bytes must be free.</param>
    /// <param name="announced">The least length that the message is known to reach.</param>
    public bool TryReserve(int more, int announced)
    {
        var needed = Length + more;
        var capacity = _buffer?.Length ?? 0;
        if (needed <= capacity)
            return true;

        var size = Math.Max(needed, Math.Max(SmallestBytes, 2L * capacity));
        if (size < announced && announced <= 4 * size)
            size = announced;
        var bigger = ArrayPool<byte>.Shared.Rent((int)size);
        if (!budget.TryTake(bigger.Length))
        {
            ArrayPool<byte>.Shared.Return(bigger);
            return false;
        }
        Written.CopyTo(bigger);
        GiveBack();
        _buffer = bigger;
        return true;
    }

    public void Advance(int bytes) => Length += bytes;

    public void Clear()
    {
        GiveBack();
        Length = 0;
    }

    private void GiveBack()
    {
        if (_buffer is null)
            return;
        budget.GiveBack(_buffer.Length);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }
}
