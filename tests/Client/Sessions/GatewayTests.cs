using Actors.Client.Tests.Support;

namespace Actors.Client.Tests.Sessions;

/// <summary>Several gateways of one world.</summary>
public sealed class GatewayTests
{
    [Fact]
    public void A_reconnect_tries_the_next_gateway_with_the_same_token()
    {
        var stage = new Stage(null, "ws://one", "ws://two").Begin();
        stage.Drop(1006).Pass(100).Welcome();
        Assert.Equal(["ws://one/", "ws://two/"], stage.Connections.Select(static line => line.Address!.ToString()));
        Assert.Equal("secret", (string?)stage.Line.Of("hello")[0]["token"]);
    }

    [Fact]
    public void An_unusable_gateway_is_skipped_and_the_last_one_ends_the_client()
    {
        var denials = 0;
        var stage = new Stage(null, "ws://one", "ws://two") { Denial = () => denials++ == 0 ? new InvalidOperationException("not from here") : null };
        stage.Client.Connect();
        Assert.Equal("ws://two/", stage.Line.Address!.ToString());

        var alone = new Stage { Denial = static () => new InvalidOperationException("not from here") };
        alone.Client.Connect();
        Assert.Equal(EndingCodes.BadAddress, alone.Client.Ending!.Code);
    }
}
