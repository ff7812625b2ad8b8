namespace Actors.World;

/// <summary>FNV-1a, 64 bits: the value depends on what is added, and in which order.</summary>
internal struct StateHash()
{
    private ulong _value = 0xCBF29CE484222325;

    public readonly ulong Value => _value;

    public void Add(long number)
    {
        for (var shift = 0; shift < 64; shift += 8)
            _value = (_value ^ (byte)(number >> shift)) * 0x100000001B3;
    }

    public void Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));

    public void Add(Vector at)
    {
        Add(at.X);
        Add(at.Y);
    }

    public void Add(string? text)
    {
        Add(text?.Length ?? -1);
        foreach (var c in text ?? "")
            _value = (_value ^ c) * 0x100000001B3;
    }
}
