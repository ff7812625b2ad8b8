using Akka.Configuration;

namespace Actors.Dispatch;

/// <summary>The part of the HOCON that concerns dispatchers, mailboxes and the scheduler (dispatch.conf, embedded).</summary>
public static class DispatchConfig
{
    public const string InlineDispatcher = "actors.inline-dispatcher";
    public const string ConnectionMailbox = "actors.connection-mailbox";
    public const string RoomMailbox = "actors.room-mailbox";
    public const string ObserverMailbox = "actors.observer-mailbox";

    public static Config Load()
    {
        using var stream = typeof(DispatchConfig).Assembly.GetManifestResourceStream("Actors.Dispatch.dispatch.conf")
            ?? throw new InvalidOperationException("dispatch.conf is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
