using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Mud;

/// <summary>
/// Text adventure as JSON: clients send commands and typed lines, and get what a reader of the room would read. They get the stream of states if they ask for it.
/// </summary>
/// <param name="shape">The shape of messages for clients that do not identify themselves by their messages.</param>
public sealed class MudDialect(TimeProvider time, MudShape shape = MudShape.Update) : IDialect
{
    private readonly MudMessages _messages = new(time, shape);
    private readonly MudMessages _toTerminals = new(time, MudShape.Terminal);
    private readonly MudEncoding _text = new(new MudMessages(time, shape), withState: false);
    private readonly MudEncoding _textAndState = new(new MudMessages(time, shape), withState: true);

    /// <inheritdoc/>
    public string Name => "mud";

    /// <inheritdoc/>
    public IDialectSession Open(IClient client, ConnectRequest request) => new MudSession(client, _messages, _toTerminals, _text, _textAndState);

    /// <inheritdoc/>
    public Hello? HelloOf(ConnectRequest request) => new(request["name"], request["token"], RoomOf(request.Path));

    /// <inheritdoc/>
    public EncodedMessage? Encode(WorldMessage message) => message switch
    {
        Shouted shouted => _messages.Action(shouted.FromName, "shouts", shouted.Text, null),
        SaidToAll said => _messages.Action(said.FromName, "says to all", said.Text, null),
        _ => null,
    };

    /// <summary><c>/ws/game/tavern/</c> names the tavern; <c>/ws/game/</c> names none.</summary>
    private static string? RoomOf(string path)
    {
        const string prefix = "/ws/game/";
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var room = path[prefix.Length..].TrimEnd('/');
        return room.Length == 0 ? null : room;
    }
}
