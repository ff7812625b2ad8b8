using System.Globalization;
using Actors.Channels;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>
/// The world as events of Socket.IO's default namespace. A message to a client is a whole packet; a message from a client arrives as a JSON object of the event's name, its
/// first argument and the number of the answer that it waits for.
/// </summary>
/// <param name="grace">For how long a client that was cut off resumes by itself when it reconnects; zero: it does not.</param>
/// <param name="mostCutOff">How many clients that were cut off are remembered.</param>
public sealed class SocketIODialect(LiveWorld content, TimeProvider time, TimeSpan grace = default, int mostCutOff = 10_000) : IDialect
{
    private readonly TimeProvider _time = time;
    private readonly SocketIOEncoding _encoding = new(withOffsets: grace > TimeSpan.Zero);

    internal Recoveries Recoveries { get; } = new(time, grace, mostCutOff);

    /// <inheritdoc/>
    public string Name => "socketio";

    /// <inheritdoc/>
    public IDialectSession Open(IClient client, ConnectRequest request)
    {
        client.Send(SocketIOMessages.Connected);
        var isRecovered = request[SocketIOKeys.Resume] is not null;
        return new SocketIOSession(client, _encoding, content, isRecovered ? null : request["room"], entered => Remember(request, entered), isRecovered);
    }

    /// <inheritdoc/>
    public Hello? HelloOf(ConnectRequest request) => new(
        request["name"],
        request["token"],
        request["room"],
        request[SocketIOKeys.Resume],
        request[SocketIOKeys.FromEvent] is { } from ? long.Parse(from, CultureInfo.InvariantCulture) : null);

    /// <inheritdoc/>
    public EncodedMessage? Encode(WorldMessage message) => message switch
    {
        WorldTicked ticked => SocketIOMessages.Ticked(ticked, _time.GetUtcNow()),
        Shouted shouted => SocketIOMessages.Spoken("shout", shouted.From, shouted.FromName, shouted.Text),
        SaidToAll said => SocketIOMessages.Spoken("global", said.From, said.FromName, said.Text),
        _ => null,
    };

    private void Remember(ConnectRequest request, Entered entered)
    {
        if (request[SocketIOKeys.PrivateId] is { } id && request[SocketIOKeys.Lease] is { } lease)
            Recoveries.Remember(id, lease, entered);
    }
}
