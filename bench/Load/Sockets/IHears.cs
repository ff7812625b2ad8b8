namespace Actors.Bench.Load.Sockets;

internal interface IHears
{
    /// <summary>A message has come.</summary>
    /// <param name="payload">Not to be kept.</param>
    /// <param name="frameLength">With its header.</param>
    void Hear(ReadOnlySpan<byte> payload, int frameLength);
}
