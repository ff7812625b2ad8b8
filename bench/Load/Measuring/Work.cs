namespace Actors.Bench.Load.Measuring;

/// <summary>What all servers are asked to do in one run.</summary>
/// <param name="Rate">What each connection says a second.</param>
/// <param name="FramesPerSecond">What each connection is to be told a second.</param>
internal sealed record Work(string Name, WorkKind Kind, int Connections, int Rooms, double Rate, double FramesPerSecond)
{
    public static readonly IReadOnlyList<Work> All =
    [
        new("A", WorkKind.States, 500, 10, 10, 20),
        new("B", WorkKind.Chat, 200, 10, 1, 20),
        new("C", WorkKind.Idle, 10_000, 10, 0, 0),
    ];

    public string Text => Kind switch
    {
        WorkKind.States => $"{Connections} connections, {Rooms} rooms, {Rate:0.#} inputs a second each, {FramesPerSecond:0.#} states a second each",
        WorkKind.Chat => $"chat: {Connections} connections, {Rooms} rooms, {Rate:0.#} line a second each, told to the {Connections / Rooms} in the room",
        _ => $"{Connections} idle connections",
    };

    /// <summary>The same with another number of connections: as many more or fewer rooms, none of them fuller.</summary>
    public Work With(int connections)
    {
        var rooms = Math.Max(1, (int)Math.Round((double)Rooms * connections / Connections));
        return this with
        {
            Connections = connections,
            Rooms = rooms,
            FramesPerSecond = Kind == WorkKind.Chat ? Rate * connections / rooms : FramesPerSecond,
        };
    }
}
