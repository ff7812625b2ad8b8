using Actors.World;

namespace Actors.TestKit;

/// <summary>The answer to a player, and what a test expects of it.</summary>
public readonly record struct ScenarioReply(RoomScenario Scenario, Reply Reply)
{
    /// <param name="text">Null: any text.</param>
    public RoomScenario ExpectDone(string? text = null) =>
        Reply is Done done && (text is null || done.Text == text) ? Scenario : throw Scenario.Failure($"Expected Done \"{text}\", got {Reply}.");

    /// <summary>Expects that the room has refused.</summary>
    /// <param name="code">One of <see cref="Codes"/>.</param>
    /// <param name="text">Null: any text.</param>
    /// <exception cref="ScenarioException">It was not rejected, or with another code or text.</exception>
    public RoomScenario ExpectRefused(string code, string? text = null) =>
        Reply is Rejected why && why.Code == code && (text is null || why.Text == text)
            ? Scenario
            : throw Scenario.Failure($"Expected a refusal {code} \"{text}\", got {Reply}.");

    /// <summary>Expects a reply of this type, and returns it.</summary>
    /// <exception cref="ScenarioException">It is of another type.</exception>
    public TReply Expect<TReply>()
        where TReply : Reply =>
        Reply as TReply ?? throw Scenario.Failure($"Expected {typeof(TReply).Name}, got {Reply}.");
}
