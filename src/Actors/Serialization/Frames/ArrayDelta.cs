namespace Actors.Serialization.Frames;

/// <summary>
/// An array as the difference from its previous version. Elements keep their order, so one pass over both is enough. The bytes are the array's length and then runs. Each run is a
/// number (four times its length, plus its kind), followed by the elements if they are changed or new.
/// </summary>
internal static class ArrayDelta<T, TPart>
    where T : struct, IEquatable<T>
    where TPart : IFramePart<T>
{
    private const int Unchanged = 0;
    private const int Changed = 1;
    private const int New = 2;
    private const int Gone = 3;

    /// <summary>How many elements in a row may be removed before the following ones are written as new, which is also correct but longer.</summary>
    private const int MaxGone = 64;

    public static void Write(PackedWriter writer, ReadOnlySpan<T> after, ReadOnlySpan<T> before)
    {
        writer.Count(after.Length);
        var (at, old) = (0, 0);
        while (at < after.Length)
        {
            var kind = KindOf(after, at, before, old);
            if (kind == Gone)
            {
                var gone = GoneBefore(after[at], before[old..]);
                writer.Count((gone << 2) | Gone);
                old += gone;
                continue;
            }
            var length = 1;
            while (at + length < after.Length && KindOf(after, at + length, before, kind == New ? old : old + length) == kind)
                length++;
            writer.Count((length << 2) | kind);
            for (var i = 0; i < length && kind != Unchanged; i++)
                TPart.Write(writer, after[at + i], kind == New ? default : before[old + i]);
            at += length;
            old += kind == New ? 0 : length;
        }
    }

    public static T[] Read(ref PackedReader reader, ReadOnlySpan<T> before)
    {
        // An element is copied or takes at least a byte.
        var count = reader.Count(before.Length + reader.Left);
        var after = count == 0 ? [] : new T[count];
        var (at, old) = (0, 0);
        while (at < count)
        {
            var run = reader.Count(int.MaxValue);
            var (length, kind) = (run >> 2, run & 3);
            if (length == 0 || length > (kind == Gone ? int.MaxValue : count - at) || (kind != New && length > before.Length - old))
                throw PackedReader.Garbled("a run is too long");
            if (kind == Unchanged)
                before.Slice(old, length).CopyTo(after.AsSpan(at));
            for (var i = 0; i < length && kind is Changed or New; i++)
                after[at + i] = TPart.Read(ref reader, kind == New ? default : before[old + i]);
            at += kind == Gone ? 0 : length;
            old += kind == New ? 0 : length;
        }
        return after;
    }

    private static int KindOf(ReadOnlySpan<T> after, int at, ReadOnlySpan<T> before, int old)
    {
        if (old < before.Length && TPart.IsSame(after[at], before[old]))
            return after[at].Equals(before[old]) ? Unchanged : Changed;
        return old < before.Length && GoneBefore(after[at], before[old..]) > 0 ? Gone : New;
    }

    /// <returns>How many elements of <paramref name="before"/> were removed in front of <paramref name="thing"/>; 0 when it is not found.</returns>
    private static int GoneBefore(in T thing, ReadOnlySpan<T> before)
    {
        for (var gone = 1; gone < Math.Min(before.Length, MaxGone); gone++)
        {
            if (TPart.IsSame(thing, before[gone]))
                return gone;
        }
        return 0;
    }
}
