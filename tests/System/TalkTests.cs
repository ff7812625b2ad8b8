namespace Actors.System.Tests;

[Collection(OneServerCollection.Name)]
public sealed class TalkTests(OneServer server)
{
    [Fact]
    public async Task A_shout_is_heard_in_every_room_of_the_zone_and_in_no_other_zone()
    {
        await using var hero = await server.MudAsync("Crier", "quay");
        await using var near = await server.MudAsync("Docker", "quay");
        await using var far = await server.MudAsync("Keeper", "lamp-room");
        await using var outside = await server.MudAsync("Shepherd", "meadow");
        Assert.Equal("You shout: Ship ahoy!", await hero.AskAsync("shout Ship ahoy!"));
        await near.HearAsync("Crier shouts: Ship ahoy!");
        await far.HearAsync("Crier shouts: Ship ahoy!");
        // Two messages of one speaker are heard in order: if the shout had reached the hills, it would be there before this
        await hero.AskAsync("global Is anybody out?");
        Assert.Equal("Crier says to all: Is anybody out?", await outside.HearOfAsync("Crier"));
    }

    [Fact]
    public async Task Global_chat_reaches_another_zone_and_a_native_client()
    {
        await using var hero = await server.MudAsync("Herald", "inn");
        await using var near = await server.MudAsync("Landlady", "inn");
        await using var hills = await server.MudAsync("Miner", "mine");
        await using var page = await JsonClient.ConnectAsync(server.Process.WebSocketPort, "/", "actors.v1.json");
        await page.SendAsync(new { type = "hello", version = 1, name = "Pager", room = "chapel" });
        await page.UntilAsync(static message => message.Type() == "keyframe");
        Assert.Equal("You say to all: Hear, hear!", await hero.AskAsync("g Hear, hear!"));
        await near.HearAsync("Herald says to all: Hear, hear!");
        await hills.HearAsync("Herald says to all: Hear, hear!");
        await page.UntilAsync(static message => message.Event() == "global" && message.GetProperty("line").GetString() == "Herald says to all: Hear, hear!");
    }

    [Fact]
    public async Task Speech_stays_in_the_room_and_a_whisper_with_one_player()
    {
        await using var hero = await server.MudAsync("Gossip", "cellar");
        await using var friend = await server.MudAsync("Friend", "inn");
        await using var by = await server.MudAsync("Bystander", "cellar");
        await hero.TypeAsync("\"Is this the cellar?");
        await by.HearAsync("Gossip says: Is this the cellar?");
        Assert.Equal("You whisper to Friend: not a word", await hero.AskAsync("tell friend not a word"));
        await hero.TypeAsync("emote looks innocent.");
        // The friend, a room away, gets the whisper alone; bystanders hear everything else
        Assert.Equal("Gossip whispers to you: not a word", await friend.HearOfAsync("Gossip"));
        Assert.Equal("Gossip looks innocent.", await by.HearOfAsync("Gossip"));
    }

    [Theory]
    [InlineData("tkae lamp", "I don't understand \"tkae lamp\". Did you mean \"take\"?")]
    [InlineData("hepl", "I don't understand \"hepl\". Did you mean \"help\"?")]
    [InlineData("atack wolf", "I don't understand \"atack wolf\". Did you mean \"attack\"?")]
    [InlineData("nroth", "I don't understand \"nroth\". Did you mean \"north\"?")]
    [InlineData("xyzzyplugh", "I don't understand \"xyzzyplugh\".")]
    public async Task A_misspelt_verb_is_an_error_that_names_the_nearest_one(string line, string answer)
    {
        await using var hero = await server.MudAsync($"Typo-{line.Split(' ')[0]}", "inn");
        var error = await hero.Json.AskAsync(line);
        Assert.Equal(("error", "unknown_command", answer), (error.Type(), error.GetProperty("code").GetString(), error.Text()));
    }

    [Fact]
    public async Task Help_lists_every_verb_and_explains_one()
    {
        await using var hero = await server.MudAsync("Newcomer", "inn");
        var help = await hero.AskAsync("help");
        string[] verbs =
            ["go", "look", "say", "emote", "whisper", "shout", "global", "take", "drop", "inventory", "examine", "use", "attack", "fire", "gather", "who", "help", "name"];
        Assert.Empty(verbs.Except(help.Split('\n').Select(static line => line.Split(' ', ':')[0])));
        Assert.Equal("take ITEM: Pick up an item; take all picks up what you can carry. Also: get.", await hero.AskAsync("help take"));
        Assert.Equal(help, await hero.AskAsync("?"));
        Assert.Equal("There is no help on \"flying\". Type help for what you can do.", await hero.AskAsync("help flying"));
    }
}
