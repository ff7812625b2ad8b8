namespace Actors.Serialization.Frames;

/// <summary>How one thing in a room is written as what differs from how it was.</summary>
internal interface IFramePart<T>
    where T : struct, IEquatable<T>
{
    /// <summary>Whether both are the same thing at two times. Only for one that was there before is there anything to differ from.</summary>
    static abstract bool IsSame(in T one, in T other);

    /// <param name="before">How it was; the default for one that was not there.</param>
    static abstract void Write(PackedWriter writer, in T value, in T before);

    static abstract T Read(ref PackedReader reader, in T before);
}
