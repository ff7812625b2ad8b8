using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Tests.Dialects;
using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>What the server answers to a client that keeps sending more than it may.</summary>
public sealed class OverRateTests
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;

    [Fact]
    public async Task A_client_over_the_rate_is_warned_once_a_second()
    {
        await using var gateway = new VirtualGateway(World);
        var client = gateway.Connect(new MudDialect(gateway.Time));
        gateway.Advance(1);
        client.Told();
        var complaints = 0;
        // 200 messages a second for 5 seconds, of which 120 a second are taken once the burst is used up: accepted and dropped ones alternate.
        for (var i = 0; i < 1000; i++)
        {
            client.Send("""{"type":"ping"}"""u8.ToArray());
            gateway.Advance(0.005);
            complaints += client.Told().Count(static told => told.Contains("Too many messages", StringComparison.Ordinal));
        }
        Assert.InRange(complaints, 2, 3);
    }
}
