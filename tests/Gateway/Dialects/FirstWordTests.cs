using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Tests.Abuse;
using Actors.Rules;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>A client that has not yet said which dialect it speaks is sent nothing that it might not understand.</summary>
public sealed class FirstWordTests : IAsyncLifetime
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;
    private static readonly byte[] Input = """{"type":"input","input":{"sequenceNumber":1,"movement":{"x":1,"y":0},"timestamp":1}}"""u8.ToArray();

    private readonly VirtualGateway _gateway = new(World);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public void A_silent_client_joins_after_300_milliseconds_and_is_sent_nothing_before()
    {
        var client = _gateway.Connect(Arena());
        _gateway.Advance(0.29);
        Assert.Empty(client.Told());
        _gateway.Advance(0.2);
        var told = client.Told();
        Assert.StartsWith("""{"type":"connected",""", told[0], StringComparison.Ordinal);
        Assert.Contains(told, static message => message.StartsWith("""{"type":"state",""", StringComparison.Ordinal));
    }

    [Fact]
    public void A_client_that_speaks_joins_at_once()
    {
        var client = _gateway.Connect(Arena());
        client.Send(Input);
        _gateway.Advance(0.1);
        Assert.StartsWith("""{"type":"connected",""", client.Told()[0], StringComparison.Ordinal);
        _gateway.Advance(1);
        Assert.DoesNotContain(client.Told(), static message => message.StartsWith("""{"type":"connected",""", StringComparison.Ordinal));
    }

    [Fact]
    public void Naming_the_dialect_joins_at_once()
    {
        var client = _gateway.Connect(Arena(), new ConnectRequest("/", new Dictionary<string, string>(), null) { NamesDialect = true });
        _gateway.Advance(0.1);
        Assert.StartsWith("""{"type":"connected",""", client.Told()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_starts_in_binary_never_gets_text()
    {
        var client = _gateway.Connect(Arena());
        client.Send(Packet.Of("pp"));
        _gateway.Advance(60);
        Assert.Equal(["""["pp", []]"""], client.Told());
        client.Send(Packet.Start("Ada"));
        _gateway.Advance(1);
        var told = client.Told();
        Assert.All(told, static message => Assert.StartsWith("[", message, StringComparison.Ordinal));
        var self = Assert.Single(told, static message => message.StartsWith("""["2",""", StringComparison.Ordinal));
        Assert.Contains("\"Ada\"", self, StringComparison.Ordinal);
        Assert.Empty(client.Closings);
    }

    [Fact]
    public void A_binary_client_that_does_not_start_is_closed_in_time()
    {
        var client = _gateway.Connect(Arena());
        client.Send(Packet.Of("pp"));
        _gateway.Advance(119);
        Assert.Empty(client.Closings);
        _gateway.Advance(2);
        Assert.Equal(CloseCode.PolicyViolation, Assert.Single(client.Closings));
    }

    [Fact]
    public async Task Listeners_detect_binary_clients_and_accept_a_dialect_query()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var binary = await gateway.ConnectAsync("/", static _ => { });
        await binary.SendAsync(Packet.Start("Ada"), isText: false);
        var (_, isText) = (await binary.ReceiveBytesAsync())!.Value;
        Assert.False(isText);
        using var own = await gateway.ConnectAsync("/", static _ => { }, "packets");
        await own.SendAsync(Packet.Start("Ben"), isText: false);
        await own.ExpectPacketAsync("2", static args => args[0][2].GetString() == "Ben" && args[1].GetBoolean());
        using var mud = await gateway.ConnectAsync("/?dialect=mud&name=Cleo", static _ => { }, "packets");
        await mud.ExpectAsync("room_description");
        using var unknown = await gateway.ConnectAsync("/?dialect=klingon", static _ => { });
        await unknown.ExpectAsync("connected");
    }

    private ArenaDialect Arena() => new(_gateway.Time, new PacketsDialect(World, new PacketsOptions()), TimeSpan.FromMilliseconds(300));
}
