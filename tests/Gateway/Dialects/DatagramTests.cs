using Actors.Codecs.MessagePack;
using Actors.Datagrams;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Dialects;

public sealed class DatagramTests
{
    private const int WorldInfo = 30, Welcome = 1, Updates = 11, Left = 12, Input = 20, Shoot = 21, Bullets = 35;

    [Fact]
    public async Task A_client_receives_world_info_a_welcome_and_the_player_list()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = new DatagramClient(gateway.DatagramPort);
        client.Send(DatagramPacket.Join());
        Assert.Equal("""{"width": 20, "height": 10}""", (await client.ExpectAsync(WorldInfo)).ToString());
        var welcome = await client.ExpectAsync(Welcome);
        Assert.Equal((0, 0), DatagramClient.Position(welcome));
        foreach (var colour in (string[])["colorRed", "colorGreen", "colorBlue"])
            Assert.InRange(DatagramClient.Number(welcome, colour), 0, 255);
        var shown = await client.ExpectAsync(Updates);
        Assert.Equal(welcome.ToString(), DatagramClient.Find(shown, (int)DatagramClient.Number(welcome, "uuid"))!.ToString());
    }

    [Fact]
    public async Task All_players_are_sent_again_even_when_nobody_moves()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var one = await DatagramClient.JoinAsync(gateway.DatagramPort);
        using var two = await DatagramClient.JoinAsync(gateway.DatagramPort);
        for (var i = 0; i < 3; i++)
            await one.ExpectAsync(Updates, list => DatagramClient.Find(list, one.Player) is not null && DatagramClient.Find(list, two.Player) is not null);
    }

    [Fact]
    public async Task An_arena_client_sees_a_walker_at_its_projected_place_and_sees_it_stop()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var arena = await gateway.ArenaAsync();
        await arena.ExpectAsync("\"state\"");
        using var walker = await DatagramClient.JoinAsync(gateway.DatagramPort);
        walker.Send(Input, 1, 0);
        await walker.PlaceAsync(walker.Player, static at => at.X > 500);
        walker.Send(Input, 0, 0);
        // The plaza is 100 x 100: 1 unit there is 0.38 and 0.18 here.
        while (true)
        {
            var state = await arena.ExpectAsync($"\"id\":\"{walker.Player}\"");
            var seen = state.GetProperty("players").EnumerateArray().Single(player => player.GetProperty("id").GetString() == $"{walker.Player}");
            var x = seen.GetProperty("position").GetProperty("x").GetDouble();
            if (x > 0.5 / 0.38 && seen.GetProperty("velocity").GetProperty("x").GetDouble() == 0)
            {
                Assert.Equal((long)Math.Round(x * 380), (await walker.PlaceAsync(walker.Player, at => Math.Abs(at.X - (x * 380)) < 1)).X);
                break;
            }
        }
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task A_player_who_leaves_is_reported_to_others()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var stays = await DatagramClient.JoinAsync(gateway.DatagramPort);
        string id;
        using (var arena = await gateway.ArenaAsync())
        {
            id = (await arena.ExpectAsync("\"connected\"")).GetProperty("clientId").GetString()!;
            await stays.ExpectAsync(Updates, list => DatagramClient.Find(list, int.Parse(id)) is not null);
            await arena.FinishAsync();
        }
        Assert.Equal(id, (await stays.ExpectAsync(Left)).ToString());
    }

    [Fact]
    public async Task A_shot_flies_for_two_seconds_in_the_direction_last_walked_and_then_the_list_is_empty()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var shooter = await DatagramClient.JoinAsync(gateway.DatagramPort);
        shooter.Send(Input, 0, 1);
        await shooter.PlaceAsync(shooter.Player, static at => at.Y > 100);
        shooter.Send(Shoot);
        var places = new List<(long X, long Y)>();
        while (true)
        {
            var list = (MessagePackValue.Array)await shooter.ExpectAsync(Bullets);
            if (list.Items.Length == 0)
                break;
            var bullet = Assert.Single(list.Items);
            Assert.Equal(shooter.Player, DatagramClient.Number(bullet, "owner"));
            Assert.Equal(1571, DatagramClient.Number(bullet, "rotation"), 1.0);
            places.Add(DatagramClient.Position(bullet));
            Assert.Equal(places[^1].Y / 1000.0, DatagramClient.Number(bullet, "y"), 0.002);
        }
        // 8 world units a second are 1.44 of these, to the south; lost packets in between do not matter.
        Assert.InRange(places.Count, 10, 60);
        Assert.InRange(places[^1].Y - places[0].Y, 1440, 2880);
        Assert.All(places, static at => Assert.Equal(0, at.X));
    }

    [Fact]
    public async Task Nonsense_is_ignored_and_the_updates_go_on()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await DatagramClient.JoinAsync(gateway.DatagramPort);
        client.Send([]);
        client.Send([0x94, Input, 0, 0, 0xc0]);
        client.Send([0x94, Input, 0, 0, 0x92, 0xa1, 0x61, 0xc0]);
        client.Send([0x94, Input, 0, 0, 0x92, 0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0, 0x01]);
        client.Send([0x94, Input, 0, 0, 0x92, 0xcb, 0x7f, 0xef, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]);
        client.Send(99, 1, 2, 3);
        client.Send(Input, 0, 1);
        await client.PlaceAsync(client.Player, static at => at.Y > 200);
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task An_input_that_arrives_after_a_newer_one_is_ignored()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await DatagramClient.JoinAsync(gateway.DatagramPort);
        client.Send(DatagramPacket.Write(Input, 2, false, DatagramPacket.Numbers(0, 1)));
        client.Send(DatagramPacket.Write(Input, 1, false, DatagramPacket.Numbers(1, 0)));
        Assert.Equal(0, (await client.PlaceAsync(client.Player, static at => at.Y > 200)).X);
        // An input from an old client, which numbers nothing.
        client.Send(Input, 1, 0);
        await client.PlaceAsync(client.Player, static at => at.X > 200);
    }

    [Fact]
    public async Task Echo_sends_every_datagram_back_as_it_came()
    {
        await using var echo = DatagramListener.Echo(new DatagramLimits(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);
        echo.Start("127.0.0.1", 0);
        using var socket = new System.Net.Sockets.UdpClient();
        socket.Connect(echo.EndPoint!);
        foreach (var length in (int[])[0, 1, 1200, 9000])
        {
            var sent = new byte[length];
            new Random(length).NextBytes(sent);
            await socket.SendAsync(sent);
            Assert.Equal(sent, (await socket.ReceiveAsync().Soon()).Buffer);
        }
    }
}
