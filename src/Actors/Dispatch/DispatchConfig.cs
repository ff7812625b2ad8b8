using Akka.Configuration;

namespace Actors.Dispatch;

/// <summary>The part of the HOCON that concerns dispatchers, mailboxes and the scheduler (dispatch.conf, embedded).</summary>
public static class DispatchConfig
{
    /// <summary>For actors that never block: runs turns on the thread that read the message (<see cref="InlineExecutor"/>).</summary>
    public const string InlineDispatcher = "actors.inline-dispatcher";
    /// <summary>A <see cref="LeanMailbox"/>.</summary>
    public const string ConnectionMailbox = "actors.connection-mailbox";
    /// <summary>A <see cref="ClassedMailbox"/>, whose capacity is an option.</summary>
    public const string RoomMailbox = "actors.room-mailbox";
    /// <summary>A <see cref="ClassedMailbox"/> for observers: events come in storms, and the oldest are dropped.</summary>
    public const string ObserverMailbox = "actors.observer-mailbox";

    /// <summary>Reads the embedded file again at each call.</summary>
    public static Config Load()
    {
        using var stream = typeof(DispatchConfig).Assembly.GetManifestResourceStream("Actors.Dispatch.dispatch.conf")
            ?? throw new InvalidOperationException("dispatch.conf is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
