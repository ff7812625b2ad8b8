namespace Actors.Bench.Load.Sockets;

internal interface IFrameHandler
{
    /// <summary>A message has come.</summary>
    /// <param name="payload">Not to be kept.</param>
    /// <param name="frameLength">With its header.</param>
    void OnMessage(ReadOnlySpan<byte> payload, int frameLength);
}
