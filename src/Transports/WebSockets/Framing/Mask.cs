using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Actors.WebSockets.Framing;

/// <summary>Masking of client frames (RFC 6455, 5.3): byte i of the payload is xored with byte i mod 4 of the key.</summary>
internal static class Mask
{
    /// <summary>
    /// Masks or unmasks in place, and returns the key rotated for the payload's next piece. A key is its four bytes as they came, read as a little-endian
    /// number.
    /// </summary>
    public static uint Apply(Span<byte> data, uint key)
    {
        if (key == 0)
            return 0;

        ref var start = ref MemoryMarshal.GetReference(data);
        nuint i = 0;
        var length = (nuint)data.Length;
        if (Vector.IsHardwareAccelerated && length >= (nuint)Vector<byte>.Count)
        {
            var keys = Vector.AsVectorByte(new Vector<uint>(key));
            for (; i + (nuint)Vector<byte>.Count <= length; i += (nuint)Vector<byte>.Count)
                Vector.StoreUnsafe(Vector.LoadUnsafe(ref start, i) ^ keys, ref start, i);
        }
        for (; i + sizeof(uint) <= length; i += sizeof(uint))
        {
            ref var at = ref Unsafe.Add(ref start, i);
            Unsafe.WriteUnaligned(ref at, Unsafe.ReadUnaligned<uint>(ref at) ^ key);
        }
        for (; i < length; i++)
        {
            Unsafe.Add(ref start, i) ^= (byte)key;
            key = BitOperations.RotateRight(key, 8);
        }
        return key;
    }
}
