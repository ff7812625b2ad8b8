namespace Actors.Client.Connections;

/// <summary>The user of a <see cref="Connection"/>: it is notified of what happens to it.</summary>
internal interface IConnectionUser
{
    void Connecting();

    void Opened();

    void Received(ReadOnlySpan<byte> message, bool isText);

    void Lost(int code, string reason, double openMs);

    /// <summary>Trying again would not help.</summary>
    void Impossible(Ending ending);
}
