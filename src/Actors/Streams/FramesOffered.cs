using Actors.Rooms;
using Akka.Streams;

namespace Actors.Streams;

/// <summary>The sender's node offers its stream of frames to this gateway. It replaces one that was offered before.</summary>
public sealed record FramesOffered(ISourceRef<FrameBatch> Frames) : GatewayMessage;
