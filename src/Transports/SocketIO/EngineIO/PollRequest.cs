using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

/// <summary>The answer to a poll: packets, or a refusal, or nothing because the client has disconnected.</summary>
internal readonly record struct PollAnswer(IReadOnlyList<EncodedMessage>? Packets, EngineIOError? Error)
{
    public static PollAnswer Gone => default;

    public static PollAnswer Of(params EncodedMessage[] packets) => new(packets, null);

    public static PollAnswer Refused(EngineIOError error) => new(null, error);
}

/// <summary>A GET that waits for packets. It is answered once; only the first answer is written.</summary>
/// <param name="duringUpgrade">Whether an upgrade to a WebSocket was already being tried when it came.</param>
internal sealed class PollRequest(bool duringUpgrade)
{
    private readonly TaskCompletionSource<PollAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool DuringUpgrade => duringUpgrade;

    public Task<PollAnswer> Answer => _answer.Task;

    public void Complete(PollAnswer answer) => _answer.TrySetResult(answer);
}
