namespace Actors.TestKit.Simulation;

/// <summary>A run went wrong; the message says what and which turns came last.</summary>
public sealed class SimulationException : Exception
{
    public SimulationException(string message) : base(message) { }

    public SimulationException(string message, Exception inner) : base(message, inner) { }

    public SimulationException() { }
}
