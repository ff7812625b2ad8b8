using System.Globalization;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Tests.Abuse;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>
/// The game's events, whole, changed and torn, from a seed, until 20,000 have reached the game by each transport. Their senders are answered or closed; an arena client and one of Socket.IO
/// in the same room notice nothing, and nothing is logged as an error.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class SocketIOGameFuzzTests(ITestOutputHelper output)
{
    private const int Workers = 4;

    private static readonly string[] Samples =
    [
        """42["join_room",{"room_id":"market"}]""", """421["join_room",{"room_id":"plaza"}]""", """422["leave_room",{"room_id":"market"}]""",
        """42["player_action",{"action":"say","player_id":"7","data":{"message":"hello"},"room_id":"plaza"}]""",
        """423["player_action",{"action":"move","data":{"x":0.5,"y":-1}}]""", """42["player_action",{"action":"move","data":{"direction":"north"}}]""",
        """424["player_action",{"action":"take","data":{"item":"bread"}}]""", """42["player_action",{"action":"attack","data":{"target":"rat","angle":1.5}}]""",
        """425["player_action",{"action":"whisper","data":{"to":"ann","message":"psst"}}]""", """42["player_action",{"action":"gather"}]""",
        """426["player_action",{"action":"look"}]""", """42["ping",{"sentAt":12.5}]""", """427["ping",{}]""", """42["player_action",{"action":"name","data":{"name":"Fuzz"}}]""",
        """428["player_action",{"action":"shout","data":"fire"}]""", """42["player_action",{"action":"face","data":{"angle":3}}]""",
    ];

    /// <summary>Messages that end the session, or may.</summary>
    private static readonly string[] Endings = ["41", "40{\"name\":\"Fuzz\"}", "430[]", "2", "6", "44", """451-["player_action",{"_placeholder":true,"num":0}]"""];

    private static readonly string[] Splinters = ["NaN", "\\", "\"", "\u001e", "{", ",", "01"];

    private static readonly string[] Values =
    [
        "1e999", "-9223372036854775809", "\"\\ud800\"", "{\"\\ud800\":1}", "\"\\u0000\\u001b[2J\"", "null", "[]", "{}", "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
        "9007199254740993", "\"\u202e\"", "1e-400", "-0", "true", "99999999999999999999", "\"plaza\"", "\"hut~3\"", "\"go\"", "\"move\"", "\"all\"",
    ];

    private static int Messages => int.TryParse(Environment.GetEnvironmentVariable("ACTORS_FUZZ_MESSAGES"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public Task Any_WebSocket_events_harm_nobody_else() => RunAsync(async (gateway, random, more) =>
    {
        while (more())
        {
            using var client = await SocketIOGameClient.OpenAsync(gateway);
            try
            {
                await client.SendAsync("40");
                var reading = client.ReadToEndAsync();
                for (var burst = random.Next(20, 300); burst > 0 && client.IsOpen; burst--)
                    await client.SendAsync(Encoding.UTF8.GetBytes(Message(random)), random.Next(300) > 0);
                await client.SendAsync("1");
                await reading;
            }
            catch (WebSocketException)
            {
                // The server has had enough of this one.
            }
        }
    });

    [Fact]
    public Task Any_polling_events_harm_nobody_else() => RunAsync(async (gateway, random, more) =>
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.SocketIOPort}"), Timeout = TimeSpan.FromMinutes(1) };
        while (more())
        {
            var handshake = await http.GetStringAsync("/socket.io/?EIO=4&transport=polling");
            var url = $"/socket.io/?EIO=4&transport=polling&sid={JsonElement.Parse(handshake.AsSpan(1)).Text("sid")}";
            var polling = PollAsync(http, url);
            var open = await PostAsync(http, url, "40");
            for (var burst = random.Next(20, 300); burst > 0 && open;)
            {
                var many = Math.Min(random.Next(1, 20), burst);
                open = await PostAsync(http, url, string.Join('\u001e', Enumerable.Range(0, many).Select(_ => Message(random))));
                burst -= many;
            }
            await PostAsync(http, url, "1");
            await polling;
        }
    });

    private async Task RunAsync(Func<TestGateway, Random, Func<bool>, Task> attack)
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue - Workers);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MessagesPerSecond = 100_000, MessageBurst = 100_000 });
        await using var healthy = await HealthyClient.JoinAsync(gateway);
        using var neighbour = await SocketIOGameClient.JoinAsync(gateway, "Neighbour");
        using var counts = new GatewayCounts();
        var answers = 0;
        var attacks = Task.WhenAll(Enumerable.Range(0, Workers)
            .Select(worker => Task.Run(() => attack(gateway, new Random(seed + worker), () => counts["actors.gateway.received[socketio]"] < Messages + answers))));
        for (; !attacks.IsCompleted || answers == 0; answers++)
        {
            Assert.True((await neighbour.AskToActAsync("look")).GetProperty("ok").GetBoolean());
            neighbour.Kept.Clear();
        }
        await attacks;
        await healthy.AtLeastAsync(healthy.States + 20);
        output.WriteLine($"the neighbour was answered {answers} times; {healthy.States} states; {counts}");
        Assert.True(counts["actors.gateway.malformed[socketio]"] > 0, counts.ToString());
        Assert.Empty(gateway.Errors);
        using var after = await SocketIOGameClient.JoinAsync(gateway, "After");
        await neighbour.ExpectAsync("world_update", static update => update.Text("player_name") == "After");
    }

    private static async Task<bool> PostAsync(HttpClient http, string url, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("text/plain") } };
        using var response = await http.PostAsync(url, content);
        return response.IsSuccessStatusCode;
    }

    private static async Task PollAsync(HttpClient http, string url)
    {
        var open = true;
        while (open)
        {
            using var response = await http.GetAsync(url);
            open = response.IsSuccessStatusCode;
        }
    }

    /// <summary>Mostly a sample with other values, so that it reaches the game; one in a hundred is torn, is noise, or ends the session.</summary>
    private static string Message(Random random)
    {
        var text = new StringBuilder(Samples[random.Next(Samples.Length)]);
        for (var i = random.Next(3); i > 0; i--)
            ReplaceValue(text, random);
        if (random.Next(100) > 0)
            return text.ToString();
        var at = random.Next(text.Length);
        return random.Next(5) switch
        {
            0 => text.Insert(at, Splinters[random.Next(Splinters.Length)]).ToString(),
            1 => text.Remove(at, Math.Min(text.Length - at, random.Next(1, 8))).ToString(),
            2 => text.Replace(text[at], (char)random.Next(1, 0x250)).ToString(),
            3 => Endings[random.Next(Endings.Length)],
            _ => new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(1, 0x300))]),
        };
    }

    /// <summary>Changes one value and keeps the rest of the packet.</summary>
    private static void ReplaceValue(StringBuilder text, Random random)
    {
        var whole = text.ToString();
        var colons = Enumerable.Range(0, whole.Length).Where(at => whole[at] == ':').ToArray();
        if (colons.Length == 0)
            return;
        var colon = colons[random.Next(colons.Length)];
        var end = whole.IndexOfAny([',', '}'], colon);
        if (end > 0)
            text.Remove(colon + 1, end - colon - 1).Insert(colon + 1, Values[random.Next(Values.Length)]);
    }
}
