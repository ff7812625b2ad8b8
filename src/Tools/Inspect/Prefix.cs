namespace Actors.Tools.Inspect;

/// <summary>The first bytes of something long, and its length. It stores at most <see cref="Capacity"/> bytes, however many come.</summary>
internal sealed class Prefix
{
    public const int Capacity = 16_384;
    private byte[] _kept = [];
    private int _length;

    public long Total { get; private set; }

    public bool IsWhole => Total == _length;

    public ReadOnlySpan<byte> Bytes => _kept.AsSpan(0, _length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var fits = IsWhole ? Math.Min(bytes.Length, Capacity - _length) : 0;
        Total += bytes.Length;
        if (fits <= 0)
            return;
        if (_length + fits > _kept.Length)
            Array.Resize(ref _kept, Math.Min(Capacity, Math.Max(256, 2 * (_length + fits))));
        bytes[..fits].CopyTo(_kept.AsSpan(_length));
        _length += fits;
    }

    public void Add(Prefix other)
    {
        Add(other.Bytes);
        Total += other.Total - other._length;
    }

    public void Clear() => (_length, Total) = (0, 0);
}
