namespace Actors.Bench.Rooms;

/// <param name="Players">In each room.</param>
/// <param name="TurnEvery">How long a player walks before it turns back.</param>
/// <param name="Watched">Rooms whose frames are received, without doing anything with them.</param>
internal sealed record Settings(int Rooms, int Players, TimeSpan TurnEvery, int Watched, TimeSpan WarmUp, TimeSpan Window)
{
    public int AllPlayers => Rooms * Players;
}
