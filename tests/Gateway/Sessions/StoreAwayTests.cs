using System.Text.Json.Nodes;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Dialects;
using Actors.TestKit;
using Actors.World;

namespace Actors.Gateway.Tests.Sessions;

/// <summary>Players who are in play on while nothing can be persisted, however long.</summary>
public sealed class StoreAwayTests : IAsyncDisposable
{
    private static readonly WorldDefinition World = new WorldBuilder().ItemKind("lamp").Room("hall", static room => room.WithItem("lamp", 1, 0)).Build();

    private readonly VirtualGateway _gateway = new(World);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void A_player_walks_on_during_a_store_outage_and_gets_its_answer_once_afterwards()
    {
        var limits = new GatewayLimits();
        var ada = _gateway.Connect(new NativeDialect(World, _gateway.Time, NativeFormat.Json));
        ada.Send("""{"type":"hello","version":1}"""u8.ToArray());
        _gateway.Advance(1);
        _gateway.Node.Faults.IsReachable = false;
        ada.Send("""{"type":"command","id":1,"line":"take lamp"}"""u8.ToArray());
        _gateway.Advance(limits.AnswerSeconds + limits.JoinSeconds + 5);
        ada.Told();
        ada.Send("""{"type":"input","seq":1,"x":1,"y":0}"""u8.ToArray());
        _gateway.Advance(1);
        Assert.True(XOf(ada) > 1);
        Assert.Empty(ada.Closings);

        _gateway.Node.Faults.IsReachable = true;
        _gateway.Advance(2);
        var result = Assert.Single(ada.Told().Select(static told => JsonNode.Parse(told)!), static told => (string?)told["type"] == "result");
        Assert.Equal((1, true), ((int)result["id"]!, (bool)result["ok"]!));
        Assert.Single(_gateway.Node.Store.Items, static item => item.Player is not null);
    }

    private static double XOf(VirtualGateway.Client client) =>
        (double)client.Told().Select(static told => JsonNode.Parse(told)!).Last(static told => (string?)told["type"] == "keyframe")["players"]![0]!["x"]!;
}
