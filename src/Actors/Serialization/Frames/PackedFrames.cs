using Actors.Streams;

namespace Actors.Serialization.Frames;

/// <summary>The format between nodes: a frame as the difference from the room's last frame on the stream.</summary>
public sealed class PackedFrames : IFrameFormat
{
    /// <summary>It has no state, so one instance serves all.</summary>
    public static readonly PackedFrames Instance = new();

    private PackedFrames()
    {
    }

    /// <inheritdoc/>
    public IFrameWriter Writer() => new FrameWriter();

    /// <inheritdoc/>
    public IFrameReader Reader() => new FrameReader();
}
