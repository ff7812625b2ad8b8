using System.Text;
using Actors.Channels;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>
/// What an echo must answer to a client's bytes, by RFC 6455: a second implementation, without regard for speed, that has
/// all bytes at once. It ends with the close that must be sent, or with nothing when the bytes end before a frame does.
/// </summary>
internal sealed class Oracle(int maxMessageBytes)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly List<byte> _message = [];
    private byte _messageOpcode;

    public List<Frame> Answers { get; } = [];

    /// <summary>The line is to end, with the last of <see cref="Answers"/>.</summary>
    public bool IsClosed { get; private set; }

    public void Feed(byte[] bytes)
    {
        var at = 0;
        while (!IsClosed && at < bytes.Length)
        {
            if (FeedFrame(bytes[at..]) is not { } used)
                return;
            at += used;
        }
    }

    private int? FeedFrame(byte[] b)
    {
        var opcode = (byte)(b[0] & 0xF);
        var fin = b[0] >= 0x80;
        var isControl = opcode >= 8;
        if ((b[0] & 0x70) != 0 || opcode is >= 3 and <= 7 or >= 11 || (isControl && !fin))
            return Fail(CloseCode.ProtocolError);
        if (b.Length < 2)
            return null;
        var length = (ulong)(b[1] & 0x7F);
        if (b[1] < 0x80 || (isControl && length > 125))
            return Fail(CloseCode.ProtocolError);
        var lengthBytes = length switch { 126 => 2, 127 => 8, _ => 0 };
        if (b.Length < 2 + lengthBytes)
            return null;
        if (lengthBytes > 0)
            length = b[2..(2 + lengthBytes)].Aggregate(0UL, (sum, next) => (sum << 8) | next);
        if ((lengthBytes == 2 && length < 126) || (lengthBytes == 8 && length is < 65536 or > long.MaxValue))
            return Fail(CloseCode.ProtocolError);
        if (!isControl && (opcode == 0) != (_messageOpcode != 0))
            return Fail(CloseCode.ProtocolError);
        if (!isControl && (long)length > maxMessageBytes - _message.Count)
            return Fail(CloseCode.MessageTooBig);

        var start = 6 + lengthBytes;
        if (b.Length < start)
            return null;
        var have = Math.Min((int)length, b.Length - start);
        var payload = b[start..(start + have)].Select((next, i) => (byte)(next ^ b[start - 4 + (i % 4)])).ToArray();
        var isWhole = have == (int)length;
        if (!(isControl ? TakeControl(opcode, payload, isWhole) : TakeData(opcode, payload, isWhole && fin)))
            return null;
        return isWhole ? start + have : null;
    }

    private bool TakeData(byte opcode, byte[] payload, bool isEnd)
    {
        if (opcode != 0)
            _messageOpcode = opcode;
        _message.AddRange(payload);
        if (_messageOpcode == Frame.TextOpcode && !IsUtf8([.. _message], isEnd))
        {
            Fail(CloseCode.InvalidPayload);
            return false;
        }
        if (isEnd)
        {
            Answers.Add(new Frame(_messageOpcode, [.. _message]));
            _message.Clear();
            _messageOpcode = 0;
        }
        return true;
    }

    private bool TakeControl(byte opcode, byte[] payload, bool isWhole)
    {
        if (!isWhole)
            return false;
        if (opcode == Frame.PingOpcode)
            Answers.Add(Frame.Pong(payload));
        if (opcode != Frame.CloseOpcode)
            return true;

        var code = payload.Length < 2 ? 0 : (payload[0] << 8) | payload[1];
        if (payload.Length == 1 || (payload.Length > 1 && code is not (>= 1000 and <= 1003 or >= 1007 and <= 1014 or >= 3000 and <= 4999)))
            Fail(CloseCode.ProtocolError);
        else if (payload.Length > 2 && !IsUtf8(payload[2..], isEnd: true))
            Fail(CloseCode.InvalidPayload);
        else
            Close(payload.Length == 0 ? Frame.Close() : Frame.Close(code));
        return false;
    }

    private int? Fail(CloseCode code)
    {
        Close(Frame.Close((int)code));
        return null;
    }

    private void Close(Frame frame)
    {
        Answers.Add(frame);
        IsClosed = true;
    }

    /// <summary>Whether it is UTF-8 or, before the end, could become so.</summary>
    private static bool IsUtf8(byte[] bytes, bool isEnd)
    {
        try
        {
            Strict.GetDecoder().GetCharCount(bytes, 0, bytes.Length, flush: isEnd);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
