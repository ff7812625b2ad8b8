using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>A way to put a room into bytes. Compared by reference: clients with the same object get the same bytes.</summary>
public interface IRoomEncoding
{
    /// <summary>Whether its clients expect the state at every tick, even when nothing has changed.</summary>
    bool EveryTick { get; }

    /// <summary>Makes the encoder of one room; called once a room, and then only from that room's view.</summary>
    IRoomEncoder For(RoomId room, RoomDefinition definition);

    /// <summary>Encodes what happened in a frame, for one who has missed it. How the room looks in it is no matter.</summary>
    void EncodeEvents(RoomFrame frame, RoomDefinition definition, EncodedFrame into) => For(frame.Room, definition).Encode(frame, into);
}

/// <summary>Encodes one room's frames for all clients with the same encoding.</summary>
public interface IRoomEncoder
{
    /// <summary>Encodes a frame once. What it puts into <paramref name="into"/> goes to all.</summary>
    void Encode(RoomFrame frame, EncodedFrame into);

    /// <summary>Told instead of <see cref="EncodedFrame.State"/> and <see cref="Whole"/> where states build on one another; null where each stands alone.</summary>
    IStateStream? States => null;

    /// <summary>What <paramref name="viewer"/> is told once when it begins to see the room, before its first state. Only after a first frame.</summary>
    void Introduce(PlayerId viewer, EncodedFrame into)
    {
        // Most dialects say all of it in every state.
    }

    /// <summary>What <paramref name="viewer"/> is told when it no longer sees the room.</summary>
    void Dismiss(PlayerId viewer, EncodedFrame into)
    {
        // Most dialects say by the next state what is gone.
    }

    /// <summary>The whole state of the newest frame, for one who sees the room for the first time; null when there is nothing to be shown.</summary>
    EncodedMessage? Whole();

    /// <summary>The state once more, as of now, for clients that expect it at every tick.</summary>
    EncodedMessage? Again();
}

/// <summary>One frame as bytes.</summary>
public sealed class EncodedFrame
{
    /// <summary>Supersedes the state before it; null when it looks the same.</summary>
    public EncodedMessage? State { get; set; }

    /// <summary>Each is delivered, in order.</summary>
    public List<EncodedEvent> Events { get; } = [];

    /// <summary>Each is delivered, in order, also to who has been told already of what happened in the frame: it is not an event of the room.</summary>
    public List<EncodedEvent> Own { get; } = [];

    public void Clear()
    {
        State = null;
        Events.Clear();
        Own.Clear();
    }
}

/// <summary>An event's bytes and who is to have them: everybody, everybody but one or two, or one.</summary>
public readonly record struct EncodedEvent(EncodedMessage Message, PlayerId? Except = null, PlayerId? Only = null)
{
    /// <summary>Where it can be seen, by those who see but an area; null: everywhere.</summary>
    public Vector? At { get; init; }

    /// <summary>The other of two who are told in words of their own: who strikes, and who is struck.</summary>
    public PlayerId? AndExcept { get; init; }

    public bool IsFor(PlayerId player) => Only is { } only ? only == player : Except != player && AndExcept != player;
}
