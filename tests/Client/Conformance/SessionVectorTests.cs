using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Client.Tests.Conformance;

/// <summary>What is sent and done, when, and what results: clients/js is tested with the same vectors.</summary>
public sealed class SessionVectorTests
{
    private static readonly JsonArray Scenarios = Vectors.Read("sessions.json")["scenarios"]!.AsArray();

    public static TheoryData<string> Names => [.. Scenarios.Select(static scenario => (string)scenario!["name"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_session_passes_the_vectors_of_the_JavaScript_client(string name)
    {
        var scenario = Scenarios.Single(scenario => (string)scenario!["name"]! == name)!;
        var run = new SessionRun(scenario["options"]?.AsObject());
        foreach (var step in scenario["steps"]!.AsArray().Select(static step => step!.AsObject()))
        {
            try
            {
                run.Do(step);
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"{step.ToJsonString()}: {problem.Message}", problem);
            }
        }
    }
}
