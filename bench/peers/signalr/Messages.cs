namespace Actors.Bench.SignalR;

internal sealed record Point(double X, double Y);

internal sealed record InputMessage(long SequenceNumber, Point Movement);

internal sealed record PlayerState(string Id, Point Position, Point Velocity, long LastProcessedInput);

internal sealed record RoomState(string Type, long Timestamp, IReadOnlyList<PlayerState> Players);
