using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>A way to encode a room. Compared by reference: clients with the same object get the same bytes.</summary>
public interface IRoomEncoding
{
    /// <summary>Whether its clients expect the state at every tick, even when nothing has changed.</summary>
    bool EveryTick { get; }

    /// <summary>Makes the encoder of one room. It is called once for each room, and the encoder is used by that room's view alone.</summary>
    IRoomEncoder For(RoomId room, RoomDefinition definition);

    /// <summary>Encodes only the events of a frame, for a client that has missed them.</summary>
    void EncodeEvents(RoomFrame frame, RoomDefinition definition, EncodedFrame into) => For(frame.Room, definition).Encode(frame, into);
}

/// <summary>Encodes one room's frames for all clients with the same encoding.</summary>
public interface IRoomEncoder
{
    /// <summary>Encodes a frame once. All subscribers get what it puts into <paramref name="into"/>.</summary>
    void Encode(RoomFrame frame, EncodedFrame into);

    /// <summary>Replaces <see cref="EncodedFrame.State"/> and <see cref="Keyframe"/> where states build on one another; null where each stands alone.</summary>
    IStateStream? States => null;

    /// <summary>Encodes what <paramref name="viewer"/> gets once when it begins to see the room, before its first state. Called only after a first frame.</summary>
    void OnSubscribed(PlayerId viewer, EncodedFrame into)
    {
        // In most dialects every state contains all of it.
    }

    /// <summary>Encodes what <paramref name="viewer"/> gets when it no longer sees the room.</summary>
    void OnUnsubscribed(PlayerId viewer, EncodedFrame into)
    {
        // In most dialects the next state shows what has gone.
    }

    /// <summary>The complete state of the newest frame, for a new subscriber; null when there is nothing to show.</summary>
    EncodedMessage? Keyframe();

    /// <summary>The same for <paramref name="viewer"/>; null when the next frame, which has the viewer in it, shows the room better.</summary>
    EncodedMessage? KeyframeFor(PlayerId viewer) => Keyframe();

    /// <summary>The unchanged state as of now, for clients that expect one at every tick.</summary>
    EncodedMessage? Refresh();
}

/// <summary>One frame as bytes.</summary>
public sealed class EncodedFrame
{
    /// <summary>Supersedes the state before it; null when it looks the same.</summary>
    public EncodedMessage? State { get; set; }

    /// <summary>Each is delivered, in order.</summary>
    public List<EncodedEvent> Events { get; } = [];

    /// <summary>Each is delivered, in order, even to clients that have already been sent the events of the frame: these are not events of the room.</summary>
    public List<EncodedEvent> Own { get; } = [];

    /// <summary>Prepares it for the next tick.</summary>
    public void Clear()
    {
        State = null;
        Events.Clear();
        Own.Clear();
    }
}

/// <summary>An event's bytes and its recipients: everybody, everybody but one or two players, or one player.</summary>
public readonly record struct EncodedEvent(EncodedMessage Message, PlayerId? Except = null, PlayerId? Only = null)
{
    /// <summary>Where it happened, for clients that see only an area of the room; null: visible everywhere.</summary>
    public Vector? At { get; init; }

    /// <summary>The second of two players that get a text of their own: attacker and target.</summary>
    public PlayerId? AndExcept { get; init; }

    /// <summary>Whether that player gets it.</summary>
    public bool IsFor(PlayerId player) => Only is { } only ? only == player : Except != player && AndExcept != player;
}
