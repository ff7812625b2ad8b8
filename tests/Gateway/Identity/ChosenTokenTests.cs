using System.Text;
using Actors.Gateway.Identity;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Guests of clients that cannot store what the server gives them: they bring a token of their own.</summary>
public sealed class ChosenTokenTests
{
    private const string Own = "my-machine/7f3a91c2e0";

    [Fact]
    public async Task A_client_with_a_chosen_token_returns_as_the_same_guest_with_its_items()
    {
        await using var gateway = await TestGateway.StartAsync();
        string player;
        using (var first = await gateway.MudAsync($"?name=Ada&token={Own}"))
        {
            var welcome = (await first.ExpectAsync("\"welcome\"")).GetProperty("data");
            player = welcome.GetProperty("player_id").GetString()!;
            Assert.Equal("Ada", welcome.GetProperty("player_name").GetString());
            Assert.False(welcome.TryGetProperty("token", out _));
            await first.SendAsync("""{"type":"command","command":"take lamp"}""");
            await first.ExpectAsync("You take the brass lamp.");
        }
        using var again = await gateway.MudAsync($"?name=Ada&token={Own}");
        var back = (await again.ExpectAsync("\"welcome\"")).GetProperty("data");
        Assert.Equal(player, back.GetProperty("player_id").GetString());
        Assert.Equal("Ada", back.GetProperty("player_name").GetString());
        await again.SendAsync("""{"type":"command","command":"inventory"}""");
        await again.ExpectAsync("brass lamp");
        using var another = await gateway.MudAsync($"?token={Own}x");
        Assert.NotEqual(player, (await another.ExpectAsync("\"welcome\"")).GetProperty("data").GetProperty("player_id").GetString());
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task A_guest_without_items_returns_by_its_chosen_token_too()
    {
        await using var gateway = await TestGateway.StartAsync();
        var players = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            using var arena = await gateway.ArenaAsync($"?token={Own}");
            players.Add((await arena.ExpectAsync("\"connected\"")).GetProperty("clientId").GetString()!);
        }
        Assert.Single(players);
    }

    [Fact]
    public async Task A_new_token_on_many_connections_at_once_creates_one_guest()
    {
        await using var gateway = await TestGateway.StartAsync();
        var players = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var client = await gateway.MudAsync($"?token={Own}");
            while (await client.ReceiveAsync() is { } message)
            {
                if (message.GetRawText().Contains("\"welcome\"", StringComparison.Ordinal))
                    return message.GetProperty("data").GetProperty("player_id").GetString();
            }
            return null;
        }));
        Assert.Single(players.OfType<string>().Distinct());
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task A_chosen_token_is_never_stored_in_plain_text()
    {
        await using var gateway = await TestGateway.StartAsync();
        using (var client = await gateway.MudAsync($"?name=Ada&token={Own}"))
            await client.ExpectAsync("\"welcome\"");
        foreach (var file in Directory.GetFiles(gateway.Directory))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Own)));
        }
    }

    /// <summary>Each token makes a guest as if none had come, and the guest is issued one.</summary>
    [Theory]
    [InlineData("fifteen-letters")]
    [InlineData("ag1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl")]
    public async Task A_token_that_is_too_short_or_looks_issued_or_signed_identifies_nobody(string token)
    {
        await using var gateway = await TestGateway.StartAsync();
        var players = new HashSet<string>();
        for (var i = 0; i < 2; i++)
        {
            using var client = await gateway.MudAsync($"?token={token}");
            var welcome = (await client.ExpectAsync("\"welcome\"")).GetProperty("data");
            Assert.NotEqual(token, welcome.GetProperty("token").GetString());
            players.Add(welcome.GetProperty("player_id").GetString()!);
        }
        Assert.Equal(2, players.Count);
    }

    [Fact]
    public void Issued_tokens_are_recognized_and_chosen_ones_have_16_to_512_characters()
    {
        Assert.Equal(GuestTokenKind.Issued, GuestToken.KindOf(GuestToken.Issue(new byte[GuestToken.RandomBytes])));
        Assert.Equal(GuestTokenKind.Chosen, GuestToken.KindOf(new string('x', 16)));
        Assert.Equal(GuestTokenKind.Chosen, GuestToken.KindOf(new string('x', 512)));
        Assert.Equal(GuestTokenKind.Unusable, GuestToken.KindOf(new string('x', 15)));
        Assert.Equal(GuestTokenKind.Unusable, GuestToken.KindOf(new string('x', 513)));
        Assert.Equal(GuestTokenKind.Unusable, GuestToken.KindOf("a-header.and-a-body.and-a-signature"));
    }
}
