using System.Net.WebSockets;
using System.Text.Json;
using Actors.Gateway.Dialects;
using Actors.Gateway.Identity;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Signed players at a whole gateway: whichever way the token comes, it is the same player.</summary>
public sealed class GatewayIdentityTests : IDisposable
{
    private const string Native = "actors.v1.json";

    private readonly KeyFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_token_sent_in_any_of_four_ways_is_the_same_player_with_its_items()
    {
        await using var gateway = await TestGateway.StartAsync(identity: Options());
        string player;
        using (var query = await gateway.MudAsync($"?token={Tokens.Hs256(Claims(name: "\"Ada\""))}"))
        {
            var welcome = (await query.ExpectAsync("\"welcome\"")).GetProperty("data");
            player = welcome.GetProperty("player_id").GetString()!;
            Assert.Equal("Ada", welcome.GetProperty("player_name").GetString());
            Assert.False(welcome.TryGetProperty("token", out _));
            await query.SendAsync("""{"type":"command","command":"take lamp"}""");
            await query.ExpectAsync("You take the brass lamp.");
        }
        using (var header = await gateway.ConnectAsync("/ws/game/", options => options.SetRequestHeader("Authorization", $"Bearer {Tokens.Rs256(Claims())}")))
        {
            await ExpectPlayerAsync(header, player);
            await header.SendAsync("""{"type":"command","command":"inventory"}""");
            await header.ExpectAsync("brass lamp");
        }
        using (var subprotocol = await gateway.ConnectAsync("/", options =>
        {
            options.AddSubProtocol(Native);
            options.AddSubProtocol($"actors.bearer.{Tokens.Es256(Claims())}");
        }))
        {
            Assert.Equal(Native, subprotocol.Subprotocol);
            await subprotocol.SendAsync("""{"type":"hello","version":1}""");
            await ExpectPlayerAsync(subprotocol, player);
        }
        using (var first = await gateway.ConnectAsync("/ws/game/", options => options.AddSubProtocol($"actors.bearer.{Tokens.Es256(Claims())}")))
        {
            Assert.True(string.IsNullOrEmpty(first.Subprotocol));
            await ExpectPlayerAsync(first, player);
        }
        using var hello = await gateway.NativeAsync();
        await hello.SendAsync($$"""{"type":"hello","version":1,"token":"{{Tokens.Hs256(Claims())}}"}""");
        await ExpectPlayerAsync(hello, player);
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task A_new_account_on_many_connections_at_once_creates_one_player()
    {
        await using var gateway = await TestGateway.StartAsync(identity: Options());
        var token = Tokens.Hs256(Claims());
        var players = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var client = await gateway.MudAsync($"?token={token}");
            while (await client.ReceiveAsync() is { } message)
            {
                if (message.GetRawText().Contains("\"welcome\"", StringComparison.Ordinal))
                    return message.GetProperty("data").GetProperty("player_id").GetString();
            }
            // Replaced by another connection before it was let in.
            Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.CloseStatus);
            return null;
        }));
        Assert.Single(players.OfType<string>().Distinct());
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task Guests_are_refused_where_a_token_is_required()
    {
        await using var gateway = await TestGateway.StartAsync(identity: Options(required: true));
        using var counts = new IdentityCounts();
        foreach (var query in (string[])["", "?token=a-guests-secret", "?name=Ada"])
        {
            using var arena = await gateway.ArenaAsync(query);
            await RefusedAsync(arena, "token_required");
            using var mud = await gateway.MudAsync(query);
            await RefusedAsync(mud, "token_required");
        }
        using var native = await gateway.NativeAsync();
        await native.SendAsync("""{"type":"hello","version":1,"name":"Ada"}""");
        await RefusedAsync(native, "token_required");
        using var collector = await gateway.CollectorAsync();
        await collector.ReadToEndAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, collector.CloseStatus);
        Assert.Contains("signed token", collector.CloseReason!, StringComparison.Ordinal);
        Assert.True(counts["required"] >= 8);
        using var signed = await gateway.MudAsync($"?token={Tokens.Hs256(Claims())}");
        await signed.ExpectAsync("\"welcome\"");
    }

    [Fact]
    public async Task A_rejected_token_creates_no_guest_and_is_counted_by_its_reason()
    {
        await using var gateway = await TestGateway.StartAsync(identity: Options());
        using var counts = new IdentityCounts();
        var good = Tokens.Hs256(Claims());
        (string Token, string Code, string Reason)[] refusals =
        [
            (Tokens.Hs256(Claims(expires: Now - 60)), "token_expired", "expired"),
            (Tokens.Hs256(Claims(notBefore: Now + 600)), "token_not_yet_valid", "not_yet_valid"),
            (Tokens.Sign("""{"alg":"none"}""", Claims(), static _ => []), "token_invalid", "algorithm"),
            (Tokens.WithSignature(good, static _ => new byte[32]), "token_invalid", "signature"),
            (good[..good.LastIndexOf('.')], "token_invalid", "malformed"),
            (Tokens.Hs256(Claims().Replace(Tokens.Issuer, "https://evil.example", StringComparison.Ordinal)), "token_invalid", "issuer"),
            (Tokens.Hs256(Claims().Replace("\"world\"", "\"shop\"", StringComparison.Ordinal)), "token_invalid", "audience"),
        ];
        foreach (var (token, code, reason) in refusals)
        {
            var before = counts[reason];
            using var client = await gateway.MudAsync($"?token={token}&name=Mallory");
            await RefusedAsync(client, code);
            Assert.True(counts[reason] > before, reason);
        }
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task Guests_may_join_a_server_with_keys_and_return_by_their_token()
    {
        await using var gateway = await TestGateway.StartAsync(identity: Options());
        using var guest = await gateway.MudAsync("?name=Gast");
        var welcome = (await guest.ExpectAsync("\"welcome\"")).GetProperty("data");
        using var back = await gateway.ConnectAsync("/ws/game/", options => options.SetRequestHeader("Authorization", $"Bearer {welcome.GetProperty("token").GetString()}"));
        await ExpectPlayerAsync(back, welcome.GetProperty("player_id").GetString()!);
    }

    /// <summary>The key by which the store finds a signed player is known to all who know its account, and opens nothing.</summary>
    [Fact]
    public async Task No_guest_token_is_a_signed_player()
    {
        await using var gateway = await TestGateway.StartAsync(identity: Options());
        using var ada = await gateway.MudAsync($"?token={Tokens.Hs256(Claims())}");
        var player = (await ada.ExpectAsync("\"welcome\"")).GetProperty("data").GetProperty("player_id").GetString();
        var key = new SignedIdentity(Tokens.Issuer, "ada", null).StoreKey;
        foreach (var secret in (string[])[key, key[4..], $"{Tokens.Issuer.Length}:{Tokens.Issuer}ada", "ada"])
        {
            using var mallory = await gateway.NativeAsync();
            await mallory.SendAsync(JsonSerializer.Serialize(new { type = "hello", version = 1, token = secret }));
            // A secret with a dot in it is judged as a signed token.
            var answer = (await mallory.ReceiveAsync())!.Value.GetRawText();
            Assert.True(answer.Contains("token_invalid", StringComparison.Ordinal)
                || (answer.Contains("welcome", StringComparison.Ordinal) && !answer.Contains($"\"id\":\"{player}\"", StringComparison.Ordinal)), answer);
        }
    }

    [Fact]
    public async Task Without_keys_a_signed_token_is_just_an_unknown_secret()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var one = await gateway.MudAsync($"?token={Tokens.Hs256(Claims(name: "\"Ada\""))}");
        var welcome = (await one.ExpectAsync("\"welcome\"")).GetProperty("data");
        Assert.NotEqual("Ada", welcome.GetProperty("player_name").GetString());
        Assert.True(welcome.TryGetProperty("token", out _));
    }

    [Theory]
    [InlineData("Gast", "name_taken")]
    [InlineData("G", "bad_name")]
    [InlineData("guest1", "bad_name")]
    public async Task An_unavailable_name_in_the_token_is_reported_and_the_player_joins_without_it(string name, string code)
    {
        await using var gateway = await TestGateway.StartAsync(identity: Options());
        using var guest = await gateway.MudAsync("?name=Gast");
        await guest.ExpectAsync("\"welcome\"");
        var token = Tokens.Hs256(Claims(name: $"\"{name}\""));
        string player;
        using (var first = await gateway.MudAsync($"?token={token}"))
        {
            await first.ExpectAsync(code);
            var welcome = (await first.ExpectAsync("\"welcome\"")).GetProperty("data");
            player = welcome.GetProperty("player_id").GetString()!;
            Assert.Equal($"guest{player}", welcome.GetProperty("player_name").GetString());
            await first.SendAsync("""{"type":"command","command":"name Lovelace"}""");
            await first.ExpectAsync("You are called Lovelace");
        }
        using var again = await gateway.MudAsync($"?token={token}");
        Assert.Equal("Lovelace", (await ExpectPlayerAsync(again, player)).GetProperty("data").GetProperty("player_name").GetString());
    }

    [Fact]
    public void Logged_client_messages_contain_no_token()
    {
        var hello = new Hello("Ada", "a-secret", "plaza");
        Assert.DoesNotContain("a-secret", hello.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", new Connections.ClientStarted(hello).ToString(), StringComparison.Ordinal);
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static string Claims(string? name = null, long? expires = null, long? notBefore = null) =>
        Tokens.Claims(exp: $"{expires ?? Now + 600}", nbf: notBefore?.ToString(), name: name);

    private static async Task<JsonElement> ExpectPlayerAsync(GatewayClient client, string player)
    {
        var welcome = await client.ExpectAsync("\"welcome\"");
        Assert.Contains($"\"{player}\"", welcome.GetRawText(), StringComparison.Ordinal);
        return welcome;
    }

    private static async Task RefusedAsync(GatewayClient client, string code)
    {
        var told = Assert.Single(await client.ReadToEndAsync());
        Assert.Contains($"\"{code}\"", told, StringComparison.Ordinal);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.CloseStatus);
        Assert.NotEqual("", client.CloseReason);
    }

    private IdentityOptions Options(bool required = false) => new()
    {
        Issuer = Tokens.Issuer,
        Audience = Tokens.Audience,
        Required = required,
        Keys =
        {
            ["hmac"] = new() { Algorithm = "HS256", File = _files.Write(TestKeys.Secret) },
            ["rsa"] = new() { Algorithm = "RS256", File = _files.Write(TestKeys.Rsa.ExportSubjectPublicKeyInfoPem()) },
            ["ecdsa"] = new() { Algorithm = "ES256", File = _files.Write(TestKeys.Ecdsa.ExportSubjectPublicKeyInfoPem()) },
        },
    };
}
