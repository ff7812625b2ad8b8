namespace Actors.TestKit;

/// <summary>A probe's expectation was not met. The message says what came instead, when, and with which seed.</summary>
public sealed class ProbeException(string message) : Exception(message);
