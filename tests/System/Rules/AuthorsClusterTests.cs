using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>A cluster of an author's program alone: two world nodes and a gateway.</summary>
[Collection(AuthorsGameCollection.Name)]
public sealed class AuthorsClusterTests(AuthorsGame game)
{
    [Fact]
    public async Task A_room_handed_over_in_mid_fight_loses_nothing()
    {
        var directory = game.MakeDirectory("cluster");
        var data = $"--Actors:Data={Path.Combine(directory, "world.db")}";
        var token = Path.Combine(directory, "token");
        await File.WriteAllTextAsync(token, AdminClient.Token);
        // Nobody may be declared dead because the machine is busy.
        const string Lease = "--Actors:Cluster:LeaseSeconds=20";
        var worlds = new Dictionary<string, ServerProcess>();
        foreach (var name in (string[])["world-1", "world-2"])
            worlds[name] = await game.StartAsync(directory, "world-node", $"--Actors:Cluster:Node={name}", data, Lease);
        await using var first = worlds["world-1"];
        await using var second = worlds["world-2"];
        await using var gateway = await game.StartAsync(directory, "--Actors:Cluster:Node=gateway-1", data, Lease, $"--Actors:Admin:TokenFile={token}");
        using var admin = new AdminClient(gateway.Http);

        await using var ada = await NativeClient.EnterAsync(gateway.WebSocketPort, "Ada", "glade");
        await using var bob = await NativeClient.EnterAsync(gateway.WebSocketPort, "Bob", "glade");
        await ada.AskAsync("take berries");
        var owner = await OwnerOfAsync(admin, "glade");

        // Blows and healing before, while and after the room moves: every one is answered once, and seen once.
        var fight = new Fight(ada);
        await fight.ForAsync(blows: 3);
        var stopping = worlds[owner].StopAsync();
        await fight.UntilAsync(stopping);
        await stopping;
        await fight.ForAsync(blows: 3);

        Assert.Equal(0, worlds[owner].ExitCode);
        Assert.NotEqual(owner, await OwnerOfAsync(admin, "glade"));
        await fight.SettleAsync();
        Assert.Equal("handful of berries", Assert.Single((await ada.AskAsync("inventory")).GetProperty("inventory").GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    private static async Task<string> OwnerOfAsync(AdminClient admin, string room)
    {
        var state = await admin.UntilAsync(state => AdminClient.Rooms(state, room).Length == 1, $"somebody has {room}");
        return AdminClient.Room(state, room).GetProperty("owner").GetString()!;
    }

    /// <summary>Ada strikes Bob and heals him, and sees both.</summary>
    private sealed class Fight(NativeClient ada)
    {
        private readonly PeriodicTimer _pace = new(NativeClient.Pace);
        private int _blows;
        private int _healings;
        private int _blowsSeen;
        private int _healingsSeen;

        /// <param name="blows">The number of blows that are struck; she is not always ready.</param>
        public async Task ForAsync(int blows)
        {
            for (var end = _blows + blows; _blows < end;)
                await RoundAsync();
        }

        public async Task UntilAsync(Task end)
        {
            do
                await RoundAsync();
            while (!end.IsCompleted);
        }

        /// <summary>Waits until everything that was done is seen, each once and no more.</summary>
        public async Task SettleAsync()
        {
            while (_blowsSeen < _blows || _healingsSeen < _healings)
                Note(await ada.Json.NextAsync());
            Assert.True((await ada.AskAsync("look", Note)).GetProperty("ok").GetBoolean());
            Assert.Equal((_blows, _healings), (_blowsSeen, _healingsSeen));
        }

        private async Task RoundAsync()
        {
            await _pace.WaitForNextTickAsync();
            if (await DoAsync("attack Bob"))
                _blows++;
            if (await DoAsync("heal Bob"))
                _healings++;
        }

        /// <summary>Refused while she is not ready, has no mana, or has killed him.</summary>
        private async Task<bool> DoAsync(string line)
        {
            var answer = await ada.AskAsync(line, Note);
            var done = answer.GetProperty("ok").GetBoolean();
            if (!done)
                Assert.Contains(answer.GetProperty("code").GetString(), (string[])["too_soon", "mygame.no_mana", "not_here"]);
            return done;
        }

        private void Note(JsonElement message)
        {
            if (message.Type() != "event")
                return;
            _blowsSeen += message.Event() == "swung" ? 1 : 0;
            _healingsSeen += message.Event() == "mygame.healed" ? 1 : 0;
        }
    }
}
