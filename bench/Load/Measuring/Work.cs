namespace Actors.Bench.Load.Measuring;

/// <summary>The work of all servers in one run.</summary>
/// <param name="Rate">Messages that each connection sends per second.</param>
/// <param name="FramesPerSecond">Frames that each connection should receive per second.</param>
internal sealed record Work(string Name, WorkKind Kind, int Connections, int Rooms, double Rate, double FramesPerSecond)
{
    public static readonly IReadOnlyList<Work> All =
    [
        new("A", WorkKind.States, 500, 10, 10, 20),
        new("B", WorkKind.Chat, 200, 10, 1, 20),
        new("C", WorkKind.Idle, 10_000, 10, 0, 0),
        new("E", WorkKind.Area, 200, 1, 10, 20),
        new("F", WorkKind.Apart, 500, 10, 10, 20),
    ];

    /// <summary>Rooms of a server with other content; empty: those of the bench's own content. An empty name is the server's default room.</summary>
    public IReadOnlyList<string> RoomNames { get; init; } = [];

    public string Text => Kind switch
    {
        WorkKind.Apart => $"that of A ({Connections} connections, {Rooms} rooms), the rooms in the gateway's process and on another node",
        WorkKind.States => $"{Connections} connections, {Rooms} rooms, {Rate:0.#} inputs a second each, {FramesPerSecond:0.#} states a second each",
        WorkKind.Chat => $"chat: {Connections} connections, {Rooms} rooms, {Rate:0.#} line a second each, told to the {Connections / Rooms} in the room",
        WorkKind.Area => $"one room of {Connections} connections all over it, {Rate:0.#} inputs a second each, {FramesPerSecond:0.#} states of its area a second each",
        _ => $"{Connections} idle connections",
    };

    /// <summary>The room of a client. For work E the content has one of each size, so that each player sees about 50.</summary>
    public string RoomOf(int client) =>
        Kind == WorkKind.Area ? $"field-{Connections}" : RoomNames.Count > 0 ? RoomNames[client % RoomNames.Count] : $"room-{client % Rooms}";

    /// <summary>
    /// The same work with another number of connections: the number of rooms changes with it, and none is fuller; in work E the one room is larger or smaller.
    /// </summary>
    public Work With(int connections)
    {
        if (Kind == WorkKind.Area)
            return this with { Connections = connections };
        var rooms = Math.Max(1, (int)Math.Round((double)Rooms * connections / Connections));
        return this with
        {
            Connections = connections,
            Rooms = rooms,
            FramesPerSecond = Kind == WorkKind.Chat ? Rate * connections / rooms : FramesPerSecond,
        };
    }
}
