using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>A stream of states that is fed with a room's frames.</summary>
internal interface INativeStream : IStateStream
{
    void Add(RoomFrame frame, long serverTime);
}
