namespace Actors.Dispatch;

/// <summary>The paths of dispatch.conf that Props name.</summary>
public static class DispatchNames
{
    /// <summary>For connections, rooms, views and what drives them: nothing on it blocks.</summary>
    public const string Inline = "actors.inline-dispatcher";

    public const string ConnectionMailbox = "actors.connection-mailbox";

    public const string RoomMailbox = "actors.room-mailbox";
}
