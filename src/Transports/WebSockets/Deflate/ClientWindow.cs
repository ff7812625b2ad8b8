using Actors.WebSockets.Framing;

namespace Actors.WebSockets.Deflate;

/// <summary>
/// The data that a client's next message may refer to: the end of what it has sent compressed before. The listener reserves the window's whole size when the
/// window is negotiated, and allocates the memory with the first message.
/// </summary>
internal sealed class ClientWindow(int bits, PartialBudget budget)
{
    private byte[]? _bytes;
    private int _length;
    private int _released;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Append(ReadOnlySpan<byte> message)
    {
        _bytes ??= new byte[1 << bits];
        if (message.Length >= _bytes.Length)
        {
            message[^_bytes.Length..].CopyTo(_bytes);
            _length = _bytes.Length;
            return;
        }
        var kept = Math.Min(_length, _bytes.Length - message.Length);
        _bytes.AsSpan(_length - kept, kept).CopyTo(_bytes);
        message.CopyTo(_bytes.AsSpan(kept));
        _length = kept + message.Length;
    }

    public void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            budget.GiveBack(1 << bits);
    }
}
