namespace Actors.Client.Tests.Support;

/// <summary>A clock that stands until a test moves it.</summary>
internal sealed class FakeClock : IGameClock
{
    public double Milliseconds { get; set; }

    public double UnixMilliseconds => Milliseconds + AheadMilliseconds;

    /// <summary>How far this machine's date is ahead of its clock.</summary>
    public double AheadMilliseconds { get; set; }
}
