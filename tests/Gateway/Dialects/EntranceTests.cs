using System.Globalization;
using System.Text.Json;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Datagram;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Tests.Abuse;
using Actors.Rules;
using Actors.World;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Where newcomers enter, and how fast they are there in their own game's units.</summary>
public sealed class EntranceTests : IAsyncLifetime
{
    private static readonly WorldDefinition World = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "content"), BuiltInRules.All).World!;

    private readonly VirtualGateway _gateway = new(World);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public void A_collector_walks_300_pixels_in_a_second()
    {
        var client = _gateway.Connect(new CollectorDialect(World));
        _gateway.Advance(1);
        var from = At();
        Assert.Equal(400, from);
        for (var i = 0; i < 60; i++)
        {
            client.Send("""{"type":"move","dx":5,"dy":0}"""u8.ToArray());
            _gateway.Advance(1.0 / 60);
        }
        Assert.InRange(At() - from, 280, 320);

        double At() => JsonDocument.Parse(client.Told().Last(static told => told.Contains("update", StringComparison.Ordinal)))
            .RootElement.GetProperty("players").EnumerateObject().Single().Value.GetProperty("x").GetDouble();
    }

    [Fact]
    public void A_packets_client_walks_250_units_in_a_second()
    {
        var client = _gateway.Connect(new PacketsDialect(World, new PacketsOptions()));
        client.Send(Packet.Start("Ada"));
        _gateway.Advance(1);
        Assert.Equal(500, At());
        client.Send(Packet.Of("33", 0.0));
        _gateway.Advance(1);
        Assert.InRange(At() - 500, 235, 265);

        double At() => double.Parse(client.Told().Last(static told => told.StartsWith("""["33",""", StringComparison.Ordinal)).Split(", ")[2], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Datagram_clients_enter_a_field_of_speed_10()
    {
        var field = World.Rooms[World.Entrances["datagram"]];
        Assert.Equal((DatagramDialect.FieldWidth, DatagramDialect.FieldHeight, 10), (field.Width, field.Height, field.Speed));
        _gateway.Connect(new DatagramDialect(_gateway.Time));
        _gateway.Advance(1);
        Assert.NotNull(_gateway.Node.ActivationOf(field.Id));
    }

    [Fact]
    public void A_requested_room_comes_before_the_dialects_entrance()
    {
        var named = _gateway.Connect(new CollectorDialect(World), Request(("room", "plaza")));
        var reader = _gateway.Connect(new MudDialect(_gateway.Time), Request());
        _gateway.Advance(1);
        Assert.Contains(reader.Told(), static told => told.Contains("\"room_id\":\"plaza\"", StringComparison.Ordinal));
        named.Send("""{"type":"move","dx":5,"dy":0}"""u8.ToArray());
        _gateway.Advance(0.5);
        Assert.Null(_gateway.Node.ActivationOf("common"));
    }

    [Fact]
    public void A_listeners_default_room_overrides_the_content()
    {
        var reader = _gateway.Connect(new MudDialect(_gateway.Time), Request() with { DefaultRoom = new RoomId("market") });
        _gateway.Advance(1);
        Assert.Contains(reader.Told(), static told => told.Contains("\"room_id\":\"market\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("WebSockets:collector")]
    [InlineData("Datagram")]
    [InlineData("SocketIO")]
    public async Task An_unknown_room_in_the_options_stops_the_start(string listener)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(configure: options =>
        {
            if (listener == "Datagram")
                options.Datagram.Room = "nowhere";
            else if (listener == "SocketIO")
                options.SocketIO.Room = "nowhere";
            else
                options.WebSockets["collector"].Room = "nowhere";
        }));
        Assert.Equal($"Actors:{listener}:Room is \"nowhere\", and the content has no room of that name.", Assert.Single(failure.Failures));
    }

    private static ConnectRequest Request(params (string Key, string Value)[] query) => new("/", query.ToDictionary(static pair => pair.Key, static pair => pair.Value), null);
}
