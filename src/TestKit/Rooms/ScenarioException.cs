namespace Actors.TestKit;

/// <summary>A room did not do what its test expected. The message lists everything that happened up to then.</summary>
public sealed class ScenarioException(string message) : Exception(message);
