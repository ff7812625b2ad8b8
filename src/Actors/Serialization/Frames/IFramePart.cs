namespace Actors.Serialization.Frames;

/// <summary>How one thing in a room is written as the difference from its previous state.</summary>
internal interface IFramePart<T>
    where T : struct, IEquatable<T>
{
    /// <summary>Whether both are the same thing at two times. Only then can the later one be written as a difference.</summary>
    static abstract bool IsSame(in T one, in T other);

    /// <param name="before">Its previous state; the default for a new thing.</param>
    static abstract void Write(PackedWriter writer, in T value, in T before);

    static abstract T Read(ref PackedReader reader, in T before);
}
