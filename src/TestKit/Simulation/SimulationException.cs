namespace Actors.TestKit.Simulation;

/// <summary>A run went wrong; the message says what and which turns came last.</summary>
public sealed class SimulationException : Exception
{
    /// <summary>With what did not hold.</summary>
    public SimulationException(string message) : base(message) { }

    /// <summary>With what did not hold, and what was thrown.</summary>
    public SimulationException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Without a word; for serializers.</summary>
    public SimulationException() { }
}
