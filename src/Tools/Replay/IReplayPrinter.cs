using Actors.World;

namespace Actors.Tools.Replay;

/// <summary>Writes the output of a replay.</summary>
internal interface IReplayPrinter
{
    /// <param name="reply">Null for inputs that are not answered.</param>
    void Input(RecordingLine.Input input, Reply? reply);

    void Event(long tick, RoomEvent happened);

    void State(Room room);

    void Result(ReplayResult result);
}
