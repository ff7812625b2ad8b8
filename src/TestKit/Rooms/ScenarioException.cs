namespace Actors.TestKit;

/// <summary>A room did not do what its test expected. The message tells all that happened up to then.</summary>
public sealed class ScenarioException(string message) : Exception(message);
