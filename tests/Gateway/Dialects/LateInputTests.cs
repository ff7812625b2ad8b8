using System.Text;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Tests.Abuse;
using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Input that arrives when its player has just left, in each dialect over a WebSocket. (Over UDP: DatagramTests; with Socket.IO: SocketIOLimitTests.)</summary>
public sealed class LateInputTests
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;

    [Theory]
    [InlineData("arena", """{"type":"input","input":{"sequenceNumber":1,"movement":{"x":1,"y":0},"timestamp":1}}""")]
    [InlineData("mud", """{"type":"command","command":"take lamp"}""")]
    [InlineData("collector", """{"type":"move","dx":5,"dy":0}""")]
    [InlineData("native", """{"type":"input","seq":1,"x":1,"y":0}""")]
    public async Task Input_after_leaving_is_ignored_and_counted(string name, string input)
    {
        using var counts = new GatewayCounts();
        await using var gateway = new VirtualGateway(World);
        IDialect dialect = name switch
        {
            "arena" => new ArenaDialect(gateway.Time, new PacketsDialect(World, new PacketsOptions())),
            "mud" => new MudDialect(gateway.Time),
            "collector" => new CollectorDialect(World),
            _ => new NativeDialect(World, gateway.Time, NativeFormat.Json),
        };
        var client = gateway.Connect(dialect);
        if (name == "native")
            client.Send("""{"type":"hello","version":1}"""u8.ToArray());
        gateway.Advance(1);
        Assert.NotEmpty(client.Told());
        client.Break();
        client.Told();
        for (var i = 0; i < 5; i++)
            client.Send(Encoding.UTF8.GetBytes(input));
        gateway.Advance(1);
        Assert.Equal(5, counts[$"actors.gateway.ignored[{name}]"]);
        Assert.Empty(client.Told());
    }
}
