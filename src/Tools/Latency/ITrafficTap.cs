namespace Actors.Tools.Latency;

/// <summary>Sees what enters a proxy; the time that it takes delays the traffic. Called from several threads at once.</summary>
internal interface ITrafficTap
{
    void Opened(int connection, string client);

    /// <param name="bytes">A datagram; or a piece of a stream, empty at its end.</param>
    void Seen(int connection, bool toTarget, ReadOnlySpan<byte> bytes);

    void Closed(int connection);
}
