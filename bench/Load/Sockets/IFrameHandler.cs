namespace Actors.Bench.Load.Sockets;

internal interface IFrameHandler
{
    /// <summary>A message was received.</summary>
    /// <param name="payload">Valid only during the call.</param>
    /// <param name="frameLength">Including its header.</param>
    void OnMessage(ReadOnlySpan<byte> payload, int frameLength);
}
