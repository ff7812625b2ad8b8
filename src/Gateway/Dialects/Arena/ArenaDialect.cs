using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Arena;

/// <summary>
/// Real-time movement as JSON: clients send <c>input</c> and <c>ping</c>, and get the state of the room at every tick. They know no text; what they gather and whom they
/// hit shows in what others see.
/// </summary>
/// <param name="binary">The dialect of clients whose first message is a binary frame; null: the same.</param>
/// <param name="undecidedFor">How long to wait for the first message before a client is sent anything.</param>
public sealed class ArenaDialect(TimeProvider time, IDialect? binary = null, TimeSpan undecidedFor = default) : IDialect
{
    private readonly ArenaEncoding _encoding = new(time);

    /// <inheritdoc/>
    public string Name => "arena";

    /// <inheritdoc/>
    public IDialectSession Open(IClient client, ConnectRequest request) => new ArenaSession(client, _encoding, binary, request);

    /// <inheritdoc/>
    public TimeSpan? UndecidedFor(ConnectRequest request) => binary is null || request.NamesDialect || undecidedFor == TimeSpan.Zero ? null : undecidedFor;

    /// <inheritdoc/>
    public Hello? HelloOf(ConnectRequest request) => new(request["name"], request["token"], request["room"]);

    /// <inheritdoc/>
    public EncodedMessage? Encode(WorldMessage message) => null;
}
