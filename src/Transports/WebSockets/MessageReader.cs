using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Actors.Channels;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets;

/// <summary>
/// Turns a client's bytes into messages and control frames, however the bytes are split. It knows no socket.
/// <para>
/// A message that is complete in the given bytes is unmasked and delivered in place. Otherwise what has arrived is gathered in a <see cref="PartialMessage"/>;
/// the caller may receive the rest of a long one straight into it (<see cref="TryLend"/>, <see cref="Take"/>). Between two calls the reader keeps nothing of
/// the caller's buffer: it copies a header of up to 14 bytes, and a control frame's payload of up to 125.
/// </para>
/// <para>
/// If permessage-deflate was negotiated (RFC 7692), a compressed message is gathered as it is, and inflated when it is complete: so the memory that a sender
/// occupies depends on what it has sent, not on what that inflates to.
/// </para>
/// </summary>
internal sealed class MessageReader(int maxMessageBytes, PartialBudget budget, MessageInflater? inflater = null)
{
    // Below this, the bytes that follow the message are worth more than the copy that is saved.
    private const int LeastToLend = 4096;

    // A piece that has just been received should still be in the processor's cache when it is unmasked and checked.
    private const int MaxLentBytes = 128 * 1024;

    private readonly byte _reservedBitsAllowed = inflater is null ? (byte)0 : FrameHeader.CompressedBit;

    private HeaderBuffer _stash;
    private int _stashed;
    private FrameHeader _frame;
    private bool _inFrame;
    private uint _key;
    private int _remaining;
    private bool _inMessage;
    private bool _isText;
    private bool _isCompressed;
    private Utf8Validator _utf8;
    private PartialMessage _partial = new(budget);
    private byte[]? _control;
    private int _controlLength;

    public ReadFailure? Failure { get; private set; }

    /// <summary>Reads until the bytes are used up or the outcome is not <see cref="ReadOutcome.Hungry"/>; returns how many were used.</summary>
    /// <param name="bytes">Unmasked in place.</param>
    public int Read(Span<byte> bytes, IMessageSink sink, out ReadOutcome outcome)
    {
        var used = 0;
        outcome = ReadOutcome.Hungry;
        while (outcome == ReadOutcome.Hungry)
        {
            var rest = bytes[used..];
            if (!_inFrame)
            {
                if (rest.IsEmpty)
                    break;
                used += ReadHeader(rest);
                if (Failure is not null)
                    outcome = ReadOutcome.Failed;
                else if (!_inFrame)
                    break;
                continue;
            }
            if (rest.IsEmpty && _remaining > 0)
                break;
            var piece = rest[..Math.Min(_remaining, rest.Length)];
            used += piece.Length;
            outcome = _frame.IsControl ? ReadControl(piece, sink) : ReadData(piece, sink);
        }
        return used;
    }

    /// <summary>Lends space for the frame that is arriving, so that its payload needs no copy. Never more than is missing.</summary>
    public bool TryLend(out Span<byte> room)
    {
        room = default;
        if (!_inFrame || _frame.IsControl || _remaining < LeastToLend)
            return false;
        // If the budget is used up, the next piece takes the usual path, which reports it.
        if (_partial.Free.Length < LeastToLend && !_partial.TryReserve(LeastToLend, _partial.Length + _remaining))
            return false;
        room = _partial.Free;
        room = room[..Math.Min(Math.Min(_remaining, MaxLentBytes), room.Length)];
        return true;
    }

    /// <summary>Continues after the first bytes of the lent space have been filled.</summary>
    public ReadOutcome Take(int count, IMessageSink sink)
    {
        _remaining -= count;
        return ProcessPartial(count, sink);
    }

    /// <summary>Releases the memory of a message that never became complete.</summary>
    public void Clear() => _partial.Clear();

    /// <summary>Returns how many bytes were used; sets either <see cref="_inFrame"/>, or <see cref="Failure"/>, or neither if more are needed.</summary>
    private int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var before = _stashed;
        var view = bytes;
        if (before > 0)
        {
            var copied = Math.Min(bytes.Length, FrameHeader.MaxBytes - before);
            bytes[..copied].CopyTo(_stash[before..]);
            view = _stash[..(before + copied)];
        }
        var status = FrameHeader.Read(view, _reservedBitsAllowed, out _frame, out var wrong);
        if (status == HeaderStatus.Wrong)
            return Fail(CloseCode.ProtocolError, wrong);
        if (!IsInOrder())
            return 0;
        if (status == HeaderStatus.Incomplete)
        {
            if (before == 0)
                bytes.CopyTo(_stash);
            _stashed = before + bytes.Length;
            return bytes.Length;
        }

        _stashed = 0;
        _inFrame = true;
        _key = _frame.Key;
        _remaining = (int)_frame.PayloadLength;
        if (!_frame.IsControl && !_inMessage)
        {
            _inMessage = true;
            _isText = _frame.Opcode == Opcode.Text;
            _isCompressed = _frame.IsCompressed;
        }
        return _frame.HeaderLength - before;
    }

    /// <summary>Whether the frame, as far as its header is known, is allowed at this point (RFC 6455, 5.4) and is not too long.</summary>
    private bool IsInOrder()
    {
        if (_frame.HeaderLength == 0 || _frame.IsControl)
            return true;
        if (_frame.Opcode == Opcode.Continuation && !_inMessage)
            Fail(CloseCode.ProtocolError, "a continuation of nothing");
        else if (_frame.Opcode != Opcode.Continuation && _inMessage)
            Fail(CloseCode.ProtocolError, "a new message within a fragmented one");
        else if (_frame.PayloadLength > MaxBytes(_inMessage ? _isCompressed : _frame.IsCompressed) - _partial.Length)
            Fail(CloseCode.MessageTooBig, $"a message may have at most {maxMessageBytes} bytes");
        return Failure is null;
    }

    /// <summary>Data that deflate cannot shrink becomes longer: by an eighth at the worst, with the fixed codes.</summary>
    private int MaxBytes(bool isCompressed) => isCompressed ? maxMessageBytes + maxMessageBytes / 8 + 64 : maxMessageBytes;

    private ReadOutcome ReadData(Span<byte> piece, IMessageSink sink)
    {
        var isWhole = _frame.IsFinal && _partial.Length == 0 && piece.Length == _frame.PayloadLength;
        _remaining -= piece.Length;
        if (isWhole)
        {
            _key = Mask.Apply(piece, _key);
            if (_isCompressed)
                return DeliverInflated(piece, sink);
            if (_isText && !(_utf8.Feed(piece) && _utf8.IsComplete))
                return NotUtf8();
            return Deliver(piece, sink);
        }

        if (piece.Length > 0)
        {
            if (!_partial.TryReserve(piece.Length, _partial.Length + piece.Length + _remaining))
            {
                Fail(CloseCode.TryAgainLater, "no memory is left for messages that arrive in parts");
                return ReadOutcome.Failed;
            }
            piece.CopyTo(_partial.Free);
        }
        return ProcessPartial(piece.Length, sink);
    }

    /// <summary>Unmasks and checks the payload that has been received into the partial message, and ends the frame when it is complete.</summary>
    private ReadOutcome ProcessPartial(int count, IMessageSink sink)
    {
        var piece = _partial.Free[..count];
        _key = Mask.Apply(piece, _key);
        if (_isText && !_isCompressed && !_utf8.Feed(piece))
            return NotUtf8();
        _partial.Advance(count);

        if (_remaining > 0)
            return ReadOutcome.Hungry;
        _inFrame = false;
        if (!_frame.IsFinal)
            return ReadOutcome.Hungry;
        if (_isCompressed)
            return DeliverInflated(_partial.Written, sink);
        if (_isText && !_utf8.IsComplete)
            return NotUtf8();
        return Deliver(_partial.Written, sink);
    }

    private ReadOutcome DeliverInflated(ReadOnlySpan<byte> payload, IMessageSink sink)
    {
        var inflated = new PartialMessage(budget);
        try
        {
            Failure = inflater!.TryInflate(payload, ref inflated, maxMessageBytes);
            if (Failure is not null)
                return ReadOutcome.Failed;
            if (_isText && !Utf8.IsValid(inflated.Written))
                return NotUtf8();
            return Deliver(inflated.Written, sink);
        }
        finally
        {
            inflated.Clear();
        }
    }

    private ReadOutcome Deliver(ReadOnlySpan<byte> payload, IMessageSink sink)
    {
        _inFrame = false;
        _inMessage = false;
        var wantsMore = sink.OnMessage(payload, _isText);
        _partial.Clear();
        return wantsMore ? ReadOutcome.Hungry : ReadOutcome.Stopped;
    }

    private ReadOutcome ReadControl(Span<byte> piece, IMessageSink sink)
    {
        _key = Mask.Apply(piece, _key);
        _remaining -= piece.Length;
        if (_remaining > 0 || _controlLength > 0)
        {
            _control ??= new byte[125];
            piece.CopyTo(_control.AsSpan(_controlLength));
            _controlLength += piece.Length;
            if (_remaining > 0)
                return ReadOutcome.Hungry;
            piece = _control.AsSpan(0, _controlLength);
        }
        _inFrame = false;
        _controlLength = 0;
        var outcome = HandleControl(piece, sink);
        _control = null;
        return outcome;
    }

    private ReadOutcome HandleControl(ReadOnlySpan<byte> payload, IMessageSink sink)
    {
        switch (_frame.Opcode)
        {
            case Opcode.Ping:
                sink.OnPing(payload);
                return ReadOutcome.Hungry;
            case Opcode.Pong:
                sink.OnPong(payload);
                return ReadOutcome.Hungry;
            default:
                Failure = CloseFrame.Read(payload, out var code, out var reason);
                if (Failure is not null)
                    return ReadOutcome.Failed;
                sink.OnClose(code, reason);
                return ReadOutcome.Closed;
        }
    }

    private ReadOutcome NotUtf8()
    {
        Fail(CloseCode.InvalidPayload, "a text message that is not UTF-8");
        return ReadOutcome.Failed;
    }

    private int Fail(CloseCode code, string reason)
    {
        Failure = new ReadFailure(code, reason);
        return 0;
    }

    [InlineArray(FrameHeader.MaxBytes)]
    private struct HeaderBuffer
    {
        private byte _first;
    }
}
