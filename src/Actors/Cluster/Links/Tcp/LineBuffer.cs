using System.Buffers;
using System.Buffers.Binary;

namespace Actors.Cluster.Links.Tcp;

/// <summary>Messages as they go over a line: each behind its length, four bytes, little endian. What has been begun can be taken back.</summary>
internal sealed class LineBuffer : IBufferWriter<byte>
{
    public const int HeadBytes = 4;

    private const int KeptBytes = 1024 * 1024;
    private const int FirstBytes = 4096;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    /// <summary>How many messages it holds, beats not counted.</summary>
    public int Messages { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Keeps the place of a length.</summary>
    /// <returns>Where the message begins, for <see cref="End"/> or <see cref="TakeBack"/>.</returns>
    public int Begin()
    {
        var at = Length;
        GetSpan(HeadBytes);
        Length += HeadBytes;
        return at;
    }

    public int LengthSince(int at) => Length - at - HeadBytes;

    public void End(int at)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), LengthSince(at));
        Messages++;
    }

    public void TakeBack(int at) => Length = at;

    /// <summary>A length of 0: the sender lives.</summary>
    public void AddBeat()
    {
        GetSpan(HeadBytes)[..HeadBytes].Clear();
        Length += HeadBytes;
    }

    /// <param name="message">With its length before it.</param>
    public void Add(ReadOnlySpan<byte> message)
    {
        message.CopyTo(GetSpan(message.Length));
        Length += message.Length;
        Messages++;
    }

    /// <summary>Memory that an exceptional rush has taken is given back.</summary>
    public void Clear()
    {
        (Length, Messages) = (0, 0);
        if (_bytes.Length > KeptBytes)
            _bytes = [];
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        var needed = checked(Length + Math.Max(size, 1));
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(FirstBytes, 2L * _bytes.Length))));
    }
}
