using Actors.Streams;

namespace Actors.Serialization.Frames;

/// <summary>The format between nodes: a frame as what differs from the last of its room on the stream.</summary>
public sealed class PackedFrames : IFrameFormat
{
    public static readonly PackedFrames Instance = new();

    private PackedFrames()
    {
    }

    public IFrameWriter Writer() => new FrameWriter();

    public IFrameReader Reader() => new FrameReader();
}
