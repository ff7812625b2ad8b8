using System.Text.Json;
using Actors.Gateway.Codecs;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Tests.Abuse;
using Actors.World;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>A Socket.IO client that reconnects by itself is the same player.</summary>
public sealed class SocketIOGameRecoveryTests
{
    [Fact]
    public async Task A_cut_off_client_recovers_as_the_same_player_and_gets_missed_events_once()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        string ann, offset;
        JsonElement connected;
        using (var before = await SocketIOGameClient.JoinAsync(gateway, "Ann"))
        {
            (ann, connected) = (before.Id, before.Connected);
            await ben.ActAsync("say", """{"message":"before"}""");
            await before.ExpectAsync("world_update", update => IsSaid(update, "before"));
            // The offset after what was said.
            before.Kept.RemoveAll(static kept => kept.Name == "offset");
            offset = (await before.ExpectAsync("offset")).GetString()!;
        }
        await ben.ActAsync("say", """{"message":"while she was away"}""");
        await ben.ExpectAsync("world_update", update => IsSaid(update, "while she was away"));

        using var back = await SocketIOGameClient.JoinAsync(gateway, auth: $$"""{"name":"Ann","pid":"{{connected.Text("pid")}}","offset":"{{offset}}"}""");
        Assert.Equal(connected.Text("pid"), back.Connected.Text("pid"));
        Assert.Equal((ann, "Ann", true), (back.Id, back.Welcome.Text("player_name"), back.Welcome.GetProperty("recovered").GetBoolean()));
        await ben.ActAsync("say", """{"message":"after"}""");
        await back.ExpectAsync("world_update", update => IsSaid(update, "after"));
        Assert.Single(back.Kept, static kept => kept.Name == "world_update" && IsSaid(kept.Data, "while she was away"));
        Assert.DoesNotContain(back.Kept, static kept => kept.Name == "world_update" && IsSaid(kept.Data, "before"));
        Assert.DoesNotContain(ben.Kept, static kept => kept.Name == "world_update" && kept.Data.Text("action") == "leave");
        Assert.True((await back.AskToActAsync("say", """{"message":"I am back"}""")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_client_that_said_goodbye_or_is_unknown_is_a_new_player()
    {
        await using var gateway = await TestGateway.StartAsync();
        string id, privateId;
        using (var before = await SocketIOGameClient.JoinAsync(gateway, "Ann"))
        {
            (id, privateId) = (before.Id, before.Connected.Text("pid")!);
            await before.SendAsync("41");
            await before.SendAsync("1");
            await before.ReadToEndAsync();
        }
        foreach (var asked in (string[])[privateId, "AAAAAAAAAAAAAAAAAAAAAAAA"])
        {
            using var back = await SocketIOGameClient.JoinAsync(gateway, auth: $$"""{"pid":"{{asked}}"}""");
            Assert.NotEqual(asked, back.Connected.Text("pid"));
            Assert.NotEqual(id, back.Id);
            Assert.False(back.Welcome.GetProperty("recovered").GetBoolean());
        }
    }

    [Fact]
    public async Task A_token_in_auth_identifies_a_forgotten_client()
    {
        await using var gateway = await TestGateway.StartAsync();
        string id;
        using (var before = await SocketIOGameClient.JoinAsync(gateway, auth: """{"name":"Ann","token":"ann-of-the-harbour-91"}"""))
        {
            id = before.Id;
            await before.SendAsync("41");
            await before.SendAsync("1");
            await before.ReadToEndAsync();
        }
        using var back = await SocketIOGameClient.JoinAsync(gateway, auth: """{"name":"Ann","token":"ann-of-the-harbour-91","pid":"forgotten","offset":"plaza:1"}""");
        Assert.Equal((id, "Ann"), (back.Id, back.Welcome.Text("player_name")));
    }

    [Fact]
    public void A_recovery_lasts_for_the_grace_period_and_no_longer()
    {
        var time = new FakeTimeProvider();
        var recoveries = new Recoveries(time, TimeSpan.FromSeconds(20), most: 2);
        Enter(recoveries, "a", "1", 5);
        Assert.Equal(new Recovery("socket of a", "token of 1", 5), recoveries.Find("a", null));
        Assert.Equal(9, recoveries.Find("a", "hall:9")!.FromEvent);
        Assert.Equal(5, recoveries.Find("a", "yard:9")!.FromEvent);
        Assert.Equal(5, recoveries.Find("a", "nonsense")!.FromEvent);

        recoveries.Ended("a", "1", mayGoOn: true);
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.NotNull(recoveries.Find("a", null));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(recoveries.Find("a", null));

        // The end of a connection does not end the one that has replaced it.
        Enter(recoveries, "b", "2", 1);
        Enter(recoveries, "b", "3", 2);
        recoveries.Ended("b", "2", mayGoOn: false);
        Assert.Equal("token of 3", recoveries.Find("b", null)!.ResumeToken);
        recoveries.Ended("b", "3", mayGoOn: true);
        Enter(recoveries, "b", "4", 3);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("token of 4", recoveries.Find("b", null)!.ResumeToken);

        foreach (var id in (string[])["c", "d", "e"])
        {
            Enter(recoveries, id, id, 1);
            recoveries.Ended(id, id, mayGoOn: true);
        }
        Assert.Null(recoveries.Find("c", null));
        Assert.NotNull(recoveries.Find("d", null));
    }

    [Fact]
    public void A_room_entered_after_the_connection_ended_creates_no_recovery()
    {
        var time = new FakeTimeProvider();
        var recoveries = new Recoveries(time, TimeSpan.FromSeconds(20), most: 2);
        // It left, or was cut off, while its room was still admitting it.
        foreach (var (id, mayGoOn) in (IEnumerable<(string, bool)>)[("a", false), ("b", true)])
        {
            recoveries.Begin(id, "1", "socket");
            Assert.Null(recoveries.Find(id, null));
            recoveries.Ended(id, "1", mayGoOn);
            recoveries.Remember(id, "1", In("hall", "late", 1));
            Assert.Null(recoveries.Find(id, null));
        }

        // A client that was cut off in a room may be told of the next one meanwhile; its time does not start again.
        Enter(recoveries, "c", "2", 1);
        recoveries.Ended("c", "2", mayGoOn: true);
        time.Advance(TimeSpan.FromSeconds(19));
        recoveries.Remember("c", "2", In("yard", "token of the yard", 7));
        Assert.Equal(new Recovery("socket of c", "token of the yard", 7), recoveries.Find("c", null));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(recoveries.Find("c", null));
    }

    [Fact]
    public void A_client_cut_off_again_before_joining_keeps_its_earlier_recovery()
    {
        var time = new FakeTimeProvider();
        var recoveries = new Recoveries(time, TimeSpan.FromSeconds(20), most: 2);
        Enter(recoveries, "a", "1", 5);
        recoveries.Ended("a", "1", mayGoOn: true);
        time.Advance(TimeSpan.FromSeconds(15));
        recoveries.Begin("a", "2", "socket of a");
        recoveries.Ended("a", "2", mayGoOn: true);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(new Recovery("socket of a", "token of 1", 5), recoveries.Find("a", null));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(recoveries.Find("a", null));
    }

    private static void Enter(Recoveries recoveries, string privateId, string lease, long nextEvent)
    {
        recoveries.Begin(privateId, lease, $"socket of {privateId}");
        recoveries.Remember(privateId, lease, In("hall", $"token of {lease}", nextEvent));
    }

    private static Entered In(string room, string token, long nextEvent)
    {
        var definition = new RoomDefinition { Id = room, Zone = default, Title = "", Description = "", Width = 1, Height = 1 };
        return new Entered(new RoomId(room), definition, new PlayerRecord { Id = default, Name = "", Room = default }, First: true, token, nextEvent);
    }

    private static bool IsSaid(JsonElement update, string message) => update.Text("action") == "say" && update.GetProperty("data").Text("message") == message;
}
