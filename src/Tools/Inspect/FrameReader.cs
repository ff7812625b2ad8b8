namespace Actors.Tools.Inspect;

/// <summary>The head of a WebSocket frame (RFC 6455, 5.2).</summary>
internal readonly record struct FrameHead(bool Fin, bool Compressed, int Opcode, bool Masked, ulong Length)
{
    public bool IsControl => (Opcode & 8) != 0;

    public string Name => Opcode switch
    {
        0 => "cont",
        1 => "text",
        2 => "binary",
        8 => "close",
        9 => "ping",
        10 => "pong",
        _ => $"opcode {Opcode}",
    };
}

/// <summary>Finds the frames in a stream of bytes that comes in arbitrary pieces; stores the start of one payload.</summary>
internal sealed class FrameReader
{
    private readonly byte[] _headBytes = new byte[14];
    private readonly byte[] _mask = new byte[4];
    private readonly byte[] _unmasked = new byte[1024];
    private int _headLength;
    private FrameHead _head;
    private ulong _left;
    private bool _inPayload;

    /// <summary>Reads as much as it can, at most to the end of a frame.</summary>
    /// <param name="payload">The payload's start; unmasked.</param>
    /// <param name="head">The head of the frame that has ended, if one has.</param>
    /// <returns>How many bytes it has read.</returns>
    public int Read(ReadOnlySpan<byte> bytes, Prefix payload, out FrameHead? head)
    {
        var at = 0;
        head = null;
        while (!_inPayload && at < bytes.Length)
        {
            _headBytes[_headLength++] = bytes[at++];
            TryHead();
        }
        if (!_inPayload)
            return at;
        while (_left > 0 && at < bytes.Length)
        {
            var piece = bytes.Slice(at, (int)Math.Min(Math.Min(_left, (ulong)(bytes.Length - at)), (ulong)_unmasked.Length));
            for (var i = 0; i < piece.Length; i++)
                _unmasked[i] = _head.Masked ? (byte)(piece[i] ^ _mask[(int)((_head.Length - _left + (ulong)i) & 3)]) : piece[i];
            payload.Add(_unmasked.AsSpan(0, piece.Length));
            _left -= (ulong)piece.Length;
            at += piece.Length;
        }
        if (_left == 0)
        {
            head = _head;
            _inPayload = false;
            _headLength = 0;
        }
        return at;
    }

    private void TryHead()
    {
        if (_headLength < 2)
            return;
        var masked = (_headBytes[1] & 0x80) != 0;
        var length = (ulong)(_headBytes[1] & 0x7f);
        var more = length switch { 126 => 2, 127 => 8, _ => 0 };
        if (_headLength < 2 + more + (masked ? 4 : 0))
            return;
        if (more > 0)
        {
            length = 0;
            foreach (var part in _headBytes.AsSpan(2, more))
                length = (length << 8) | part;
        }
        if (masked)
            _headBytes.AsSpan(2 + more, 4).CopyTo(_mask);
        _head = new FrameHead((_headBytes[0] & 0x80) != 0, (_headBytes[0] & 0x40) != 0, _headBytes[0] & 0x0f, masked, length);
        (_left, _inPayload) = (length, true);
    }
}
