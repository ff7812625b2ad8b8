namespace Actors.Client.Connections;

/// <summary>Who uses a <see cref="Connection"/>: it is notified of what becomes of it.</summary>
internal interface IConnectionUser
{
    void Connecting();

    void Opened();

    void Received(ReadOnlySpan<byte> message, bool isText);

    void Lost(int code, string reason, double openMs);

    /// <summary>It does not help to try again.</summary>
    void Impossible(Ending ending);
}
