using MessagePack;

namespace Actors.Serialization.Formats;

/// <summary>
/// A double in the fewest bytes that restore exactly the same bits: a small whole number takes one, a value that fits a float takes five, any other nine. The directions in which
/// players move are mostly whole numbers.
/// </summary>
internal static class ExactNumber
{
    private const double MaxWhole = 1 << 24;

    public static void Write(ref MessagePackWriter writer, double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        if (Math.Abs(value) <= MaxWhole && BitConverter.DoubleToInt64Bits((double)(int)value) == bits)
            writer.Write((int)value);
        else if (BitConverter.DoubleToInt64Bits((double)(float)value) == bits)
            writer.Write((float)value);
        else
            writer.Write(value);
    }

    public static double Read(ref MessagePackReader reader) =>
        reader.NextMessagePackType == MessagePackType.Integer ? reader.ReadInt64() : reader.ReadDouble();
}
