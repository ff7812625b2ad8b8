using Actors.World;

namespace Actors.Streams;

/// <summary>Encodes and decodes the frames of a stream.</summary>
public interface IFrameFormat
{
    /// <summary>For one stream, from its first element to its last.</summary>
    IFrameWriter Writer();

    /// <summary>For one stream, from its first element to its last.</summary>
    IFrameReader Reader();
}

/// <summary>Writes the frames of one stream, many to an element. Not thread-safe.</summary>
public interface IFrameWriter
{
    /// <summary>Whether the element has nothing in it yet.</summary>
    bool IsEmpty { get; }

    /// <returns>False when the element would exceed <paramref name="maxBytes"/>: take it first. A frame that is larger than that gets an element of its own.</returns>
    /// <exception cref="System.Runtime.Serialization.SerializationException">The frame cannot be written. The element is unchanged.</exception>
    bool TryAdd(long epoch, RoomFrame frame, int maxBytes);

    /// <summary>Returns the element and begins the next.</summary>
    byte[] Take();
}

/// <summary>Reads the frames of one stream. Not thread-safe.</summary>
public interface IFrameReader
{
    /// <param name="element">The result of <see cref="IFrameWriter.Take"/>.</param>
    /// <returns>The frames in the order in which they were added.</returns>
    /// <exception cref="System.Runtime.Serialization.SerializationException">These bytes are not the writer's next.</exception>
    IReadOnlyList<(long Epoch, RoomFrame Frame)> Read(ReadOnlySpan<byte> element);
}
