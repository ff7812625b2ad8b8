using Actors.TestKit;

namespace Actors.Client.Tests.Sockets;

/// <summary>The client on the real server, through real sockets.</summary>
[Collection(nameof(Servers))]
public sealed class RealServerTests(Servers servers)
{
    [Theory]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    public async Task Two_players_see_each_other_walk_and_talk(bool useJson, bool useDeltas, bool useArea)
    {
        void Set(GameClientOptions its) => (its.UseJson, its.UseDeltas, its.UseArea, its.Room) = (useJson, useDeltas, useArea, "market");
        using var ada = await Game.EnterAsync(servers.Address, $"Ada{useJson}{useDeltas}{useArea}", Set);
        using var ben = await Game.EnterAsync(servers.Address, $"Ben{useJson}{useDeltas}{useArea}", Set);
        var from = ada.Client.Me!.X;
        ada.Client.Move(1, 0);
        await ada.Until(() => ada.Client.Predicted is { } at && at.X > from + 1, "walk");
        ada.Client.Move(0, 0);
        await ada.Until(() => !ada.Client.IsSteeringPending && ada.Client.Me!.VelocityX == 0, "stop");
        // The client had predicted its own place to a thousandth of a unit.
        Assert.Equal(ada.Client.Me!.X, ada.Client.Predicted!.Value.X, 0.002);

        Player? Ada() => ben.Client.State?.FindPlayer(ada.Client.PlayerId!.Value);
        await ben.Until(() => Ada() is { VelocityX: 0 } seen && seen.X == ada.Client.Me!.X, "see where Ada stands");
        await ben.Until(() => ben.Client.PlaceOf(Ada()!) == new Point(Ada()!.X, Ada()!.Y), "draw Ada there a little later");

        var said = await ada.Ask("say good morning");
        Assert.True(said.IsDone, said.ToString());
        await ben.Until(() => ben.Lines.Exists(static line => line.Contains("good morning", StringComparison.Ordinal)), "hear it");
        Assert.Contains(ben.Client.PlayerName!, (await ada.Ask("look")).Room!.Players);
        Assert.Equal(100, (await ada.Ask("inventory")).Inventory!.Health);
        Assert.Equal(ErrorCode.NotHere, (await ada.Ask("take moon")).Code);
        await ada.Until(() => ada.Client.PingMilliseconds is not null, "be answered a ping");
        Assert.Empty(ada.Errors);
    }

    [Fact]
    public async Task A_broken_connection_loses_no_position_event_or_command()
    {
        await using var proxy = new CuttingProxy(servers.EndPoint);
        using var ada = await Game.EnterAsync($"ws://{proxy.Address}", "Cut");
        using var ben = await Game.EnterAsync(servers.Address, "Whole");
        var (resumed, id) = (new List<Resumption>(), ada.Client.PlayerId);
        ada.Client.Welcomed += welcome => resumed.Add(welcome.Resumed);
        ada.Client.Move(0.5, 0);
        await ada.Until(() => ada.Client.Me!.X > 0.5, "walk");
        ada.Client.Move(0, 0);

        proxy.CutAfter(10);
        var asked = ada.Client.CommandAsync("say still here");
        await ada.Until(() => ada.Client.Connection != ConnectionState.Open, "notice");
        await ben.Ask("say while you were gone");
        await ada.Until(() => asked.IsCompleted && ada.Client.Me is not null, "come back");

        Assert.True((await asked).IsDone, (await asked).ToString());
        Assert.Equal(Resumption.Events, Assert.Single(resumed));
        Assert.Equal(id, ada.Client.PlayerId);
        Assert.InRange(ada.Client.Me!.X, 0.5, 5);
        await ada.Until(() => ada.Lines.Exists(static line => line.Contains("while you were gone", StringComparison.Ordinal)), "hear what it missed");
        await ada.Until(() => ada.Lines.Exists(static line => line.Contains("still here", StringComparison.Ordinal)), "hear itself");
        Assert.Single(ada.Lines, static line => line.Contains("still here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_client_takes_over_the_player_and_the_first_can_take_it_back()
    {
        using var one = await Game.EnterAsync(servers.Address, "Twin");
        using var other = await Game.EnterAsync(servers.Address, "Twin", its => its.Token = one.Client.Token);
        await one.Until(() => one.Client.Ending?.Code == EndingCodes.SessionReplaced, "hear of it");
        one.Client.Connect();
        await one.Until(() => one.Client.Connection == ConnectionState.Open, "come back");
        await other.Until(() => other.Client.Ending?.Code == EndingCodes.SessionReplaced, "hear of it as well");
    }

    [Fact]
    public async Task RunAsync_replaces_the_game_loop()
    {
        using var client = new GameClient(servers.Address, new GameClientOptions { Name = "Loopless" });
        using var end = new CancellationTokenSource();
        var running = client.RunAsync(end.Token);
        Assert.Equal("Loopless", (await client.ConnectAsync().Soon()).PlayerName);
        Assert.True((await client.CommandAsync("look").Soon()).IsDone);
        client.Close();
        await running.Soon();
    }

    [Fact]
    public async Task A_refused_connection_is_retried()
    {
        using var game = new Game("ws://127.0.0.1:1");
        var losses = new List<int>();
        game.Client.ConnectionChanged += change =>
        {
            if (change.State == ConnectionState.Reconnecting)
                losses.Add(change.CloseCode);
        };
        game.Client.Connect();
        await game.Until(() => losses.Count == 2, "try twice");
        Assert.Equal([1006, 1006], losses);
    }
}
