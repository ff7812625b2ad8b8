using System.Text.Json;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Dialects;
using Actors.TestKit;
using Actors.World;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Sessions;

/// <summary>Which copy of a room that overflows a newcomer asks first.</summary>
public sealed class FullCopiesTests
{
    private static readonly RoomId Hall = new("hall");

    private readonly FakeTimeProvider _time = new();
    private readonly FullCopies _copies;

    public FullCopiesTests() => _copies = new FullCopies(_time);

    [Fact]
    public void The_room_itself_is_tried_by_default() => Assert.Equal(1, First());

    [Fact]
    public void Copies_that_were_full_a_moment_ago_are_skipped()
    {
        Refuse(1, 2, 3);
        Assert.Equal(4, First());
        Assert.Equal(4, First());
    }

    [Fact]
    public void After_a_while_one_newcomer_retries_each_full_copy()
    {
        Refuse(1, 2);
        _time.Advance(FullCopies.Memory);
        Assert.Equal([1, 2, 3, 3], [First(), First(), First(), First()]);
        _time.Advance(FullCopies.Memory);
        Assert.Equal(1, First());
    }

    [Fact]
    public void A_copy_that_admits_one_is_tried_by_the_next()
    {
        Refuse(1, 2);
        _time.Advance(FullCopies.Memory);
        Assert.Equal(1, First());
        _copies.Entered(Hall);
        Assert.Equal(1, First());
    }

    [Fact]
    public void A_refused_newcomer_only_tries_later_copies()
    {
        Refuse(1, 2, 3);
        _time.Advance(FullCopies.Memory);
        Assert.Equal("hall~3", _copies.FirstToTry(Hall, after: 2).Value);
        Assert.Equal("hall~6", _copies.FirstToTry(Hall, after: 5).Value);
    }

    [Fact]
    public void Refusals_count_for_one_room_only()
    {
        Refuse(1, 2);
        Assert.Equal("yard", _copies.FirstToTry(new RoomId("yard")).Value);
    }

    [Fact]
    public async Task A_crowd_fills_the_copies_and_a_newcomer_takes_a_freed_place()
    {
        var world = new WorldBuilder().Room("hall", static room => room with { Capacity = 3, Overflow = true }).Build();
        await using var gateway = new VirtualGateway(world, new GatewayLimits());
        var crowd = Enumerable.Range(0, 20).Select(_ => Come()).ToList();
        Assert.Equal([3, 3, 3, 3, 3, 3, 2], crowd.GroupBy(static came => came.Room).OrderBy(static room => room.Key).Select(static room => room.Count()));
        crowd[4].Client.Break();
        gateway.Advance(60);
        Assert.Equal("hall~2", Come().Room.Value);

        (VirtualGateway.Client Client, RoomId Room) Come()
        {
            var client = gateway.Connect(new NativeDialect(world, gateway.Time, NativeFormat.Json));
            client.Send("""{"type":"hello","version":1}"""u8.ToArray());
            gateway.Advance(0.1);
            var room = Assert.Single(client.Told(), static told => told.StartsWith("""{"type":"room",""", StringComparison.Ordinal));
            return (client, new RoomId(JsonDocument.Parse(room).RootElement.GetProperty("room").GetProperty("id").GetString()!));
        }
    }

    private int First() => _copies.FirstToTry(Hall).Instance;

    private void Refuse(params int[] copies)
    {
        foreach (var copy in copies)
            _copies.Refused(Hall.WithInstance(copy));
    }
}
