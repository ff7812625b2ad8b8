using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>A client of the real server in either encoding, which records everything that it receives. States of MessagePack stay the arrays that they are.</summary>
internal sealed class NativePlayer(GatewayClient client, bool isJson) : IDisposable
{
    public List<JsonNode> Received { get; } = [];

    /// <summary>Reads the states as the documentation tells clients to.</summary>
    public NativeReader Reader { get; } = new(50);

    public static async Task<NativePlayer> ConnectAsync(TestGateway gateway, string format) =>
        new(await gateway.NativeAsync($"actors.v1.{format}"), format == "json");

    public Task SendAsync(string json) => client.SendAsync(isJson ? Encoding.UTF8.GetBytes(json) : NativeNodes.Pack(json), isJson);

    /// <summary>Reads until the expected message arrives.</summary>
    public async Task<JsonNode> ExpectAsync(Func<JsonNode, bool> isIt, string what)
    {
        var until = Stopwatch.GetTimestamp();
        while (await client.ReceiveBytesAsync() is { } message)
        {
            if (Stopwatch.GetElapsedTime(until) > TimeSpan.FromSeconds(30))
                throw new TimeoutException($"In half a minute {what} did not come.");
            var node = NativeNodes.Parse(message.Payload.Span, message.IsText)!;
            Received.Add(node);
            Reader.Take(message.Payload.Span, message.IsText);
            if (isIt(node))
                return node;
        }
        throw new InvalidOperationException($"Closed before {what} came.");
    }

    public Task<JsonNode> ExpectAsync(string type) => ExpectAsync(node => TypeOf(node) == type, type);

    public async Task<JsonNode> CommandAsync(int id, string line)
    {
        await SendAsync($$"""{"type":"command","id":{{id}},"line":"{{line}}"}""");
        return await ExpectAsync(node => TypeOf(node) == "result" && (long)node["id"]! == id, line);
    }

    public static string TypeOf(JsonNode node) => NativeReader.KindOf(node)!;

    public void Dispose() => client.Dispose();
}
