using Actors.Channels;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Collector;

/// <summary>
/// A game of walking and gathering as JSON, on a field of 800 x 600: clients send a direction while a key is down, and get the positions of all players, what they have
/// gathered and what is left to gather.
/// </summary>
public sealed class CollectorDialect(LiveWorld content) : IDialect
{
    /// <summary>In the dialect's own units.</summary>
    public const double FieldWidth = 800;
    /// <summary>In the dialect's own units.</summary>
    public const double FieldHeight = 600;

    private readonly CollectorEncoding _encoding = new();

    /// <inheritdoc/>
    public string Name => "collector";

    /// <inheritdoc/>
    public IDialectSession Open(IClient client, ConnectRequest request) => new CollectorSession(client, _encoding, content.Current.Rules);

    /// <inheritdoc/>
    public Hello? HelloOf(ConnectRequest request) => new(request["name"], request["token"], request["room"]);

    /// <summary>The dialect has no text.</summary>
    public EncodedMessage? Encode(WorldMessage message) => null;
}
