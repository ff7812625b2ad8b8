using Actors.Channels;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>
/// A wire format of clients: maps bytes to commands of a player, and notices and frames to bytes. No dialect has
/// rules of its own. One object serves all clients of the dialect and has no state of any of them.
/// </summary>
public interface IDialect
{
    /// <summary>The name in options, logs and metrics.</summary>
    string Name { get; }

    /// <summary>Creates one client's side; nothing is asked of the client before this has returned.</summary>
    IDialectSession Open(IClient client, ConnectRequest request);

    /// <summary>The client's identity, as its connect request gives it; null when its first message gives it.</summary>
    Hello? HelloOf(ConnectRequest request);

    /// <summary>How long a client may take to identify itself; null: as long as in other dialects.</summary>
    TimeSpan? HelloWithin => null;

    /// <summary>
    /// How long a silent client may still turn out to speak another dialect. Until then, or until its session settles the dialect, it gets no message and joins
    /// no room. Null: it speaks this dialect.
    /// </summary>
    TimeSpan? UndecidedFor(ConnectRequest request) => null;

    /// <summary>Encodes a world-wide message once for all clients of this dialect; null when the dialect cannot express it.</summary>
    EncodedMessage? Encode(WorldMessage message);
}

/// <summary>
/// One client's side of a dialect. <see cref="Received"/> is called by the client's channel, one message at a time;
/// <see cref="Tell"/> by the connection's actor alone, one notice at a time. The two may run at once, and
/// <see cref="Encoding"/> is read by the room's view meanwhile: what they share must be safe for that.
/// </summary>
public interface IDialectSession
{
    /// <summary>How this client has its room encoded; clients with the same object share the bytes.</summary>
    IRoomEncoding Encoding { get; }

    /// <summary>Handles a complete message: calls the client with what it asks. Never throws, whatever the bytes are.</summary>
    void Received(ReadOnlySpan<byte> payload, bool isText);

    /// <summary>Sends a notice to this client alone, by <see cref="IClient.Send"/>.</summary>
    void Tell(Notice notice);

    /// <summary>
    /// Refuses a complete message that is over a limit: nothing of it is executed. A request with an id is answered under that id, by <see cref="IClient.Send"/>, because
    /// somebody waits for the answer. Called like <see cref="Received"/>, and does not throw either.
    /// </summary>
    /// <returns>False: it is not such a request.</returns>
    bool Refuse(ReadOnlySpan<byte> payload, bool isText, Rejected why) => false;
}

/// <summary>What a dialect's session can do with its client. May be called from any thread.</summary>
public interface IClient
{
    /// <summary>Names the identity and the room that the client asks for; once, before anything else has an effect.</summary>
    void Start(Hello hello);

    /// <summary>Real-time input: no answer; the latest counts.</summary>
    void Input(Command command);

    /// <summary>Answered by exactly one <see cref="Answer"/>, in order.</summary>
    /// <param name="id">The client's own number for it, which grows; null lets the connection number it.</param>
    void Ask(Command command, long? id = null);

    /// <summary>A typed line: parsed, then asked; answered at once when it cannot be understood.</summary>
    void AskLine(string line, long? id = null);

    /// <summary>Sends at once, after the messages that already wait.</summary>
    void Send(EncodedMessage message);

    /// <summary>The message made no sense: counted, answered by a <see cref="Problem"/>; too many end the connection.</summary>
    /// <param name="id">The id of the request that it would have been: an <see cref="Answer"/> under it replaces the problem.</param>
    void Malformed(string why, long? id = null);

    /// <summary>The session's <see cref="IDialectSession.Encoding"/> has changed.</summary>
    void UpdateEncoding();

    /// <summary>The client speaks this dialect: if <see cref="IDialect.UndecidedFor"/> held it back, it joins now with what it connected with.</summary>
    void Settle();

    /// <summary>
    /// The client turns out to speak another dialect. That dialect's session takes over and, if the client is a player already, gets a new welcome and room. Called by its session within
    /// <see cref="IDialectSession.Received"/>; what was received is then for the new session.
    /// </summary>
    IDialectSession Become(IDialect dialect, ConnectRequest request);

    /// <summary>The client has lost frames or cannot apply them: it is sent a complete one.</summary>
    void Resync();

    /// <summary>Messages that were sent before go out first.</summary>
    void Close(CloseCode code, string reason);
}

/// <summary>What is known of a client when it connects.</summary>
public sealed record ConnectRequest(string Path, IReadOnlyDictionary<string, string> Query, string? RemoteAddress)
{
    /// <summary>Whether it is a player already: it connected in another dialect.</summary>
    public bool IsPlayer { get; init; }

    /// <summary>Whether its path, its subprotocol or its query names its dialect.</summary>
    public bool NamesDialect { get; init; }

    /// <summary>The room of a new player that asks for no room; null: content decides.</summary>
    public RoomId? DefaultRoom { get; init; }

    /// <summary>A value of the query; null when there is none, or an empty one.</summary>
    public string? this[string key] => Query.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
}

/// <summary>The identity that a client claims.</summary>
/// <param name="Name">Null: as a guest, or as the token's player.</param>
/// <param name="Token">The secret that it got before, or a signed token.</param>
/// <param name="Room">The room to join; null: where it was, or the default room.</param>
/// <param name="Resume">The newest resume token that it was given: it was cut off and wants to resume.</param>
/// <param name="FromEvent">The number of the first event that it has not seen.</param>
public sealed record Hello(string? Name, string? Token, string? Room, string? Resume = null, long? FromEvent = null)
{
    /// <summary>The room of a new player that asks for no room; null: the world's default room.</summary>
    public RoomId? DefaultRoom { get; init; }

    /// <summary>Without the token, because a message that an actor fails on is logged.</summary>
    public override string ToString() => $"Hello {{ Name = {Name}, Room = {Room}, HasToken = {Token is not null} }}";
}
