using Actors.Channels;
using Actors.World;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>For a client that became a player by connecting, and has not started yet: it is shown nothing.</summary>
internal sealed class PacketsSilence : IRoomEncoding, IRoomEncoder
{
    public static PacketsSilence Instance { get; } = new();

    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => this;

    public void Encode(RoomFrame frame, EncodedFrame into)
    {
        // It has no state, so that one object serves all rooms.
    }

    public EncodedMessage? Keyframe() => null;

    public EncodedMessage? Refresh() => null;
}
