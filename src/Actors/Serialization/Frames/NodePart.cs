namespace Actors.Serialization.Frames;

/// <summary>What is left at a resource node, which is identified by its index alone.</summary>
internal sealed class NodePart : IFramePart<int>
{
    public static bool IsSame(in int one, in int other) => true;

    public static void Write(PackedWriter writer, in int value, in int before) => writer.Difference(value, before);

    public static int Read(ref PackedReader reader, in int before) => reader.Difference(before);
}
