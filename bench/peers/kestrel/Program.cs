using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Actors.Bench.Kestrel;
using Actors.Bench.Peers;

// Kestrel's own WebSockets: each state is encoded once for each room and tick, and the same bytes are sent to all.
var arenas = new ConcurrentDictionary<string, Arena<Member>>();
var chats = new ConcurrentDictionary<string, ConcurrentDictionary<Member, Member>>();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}");
await using var app = builder.Build();
app.UseWebSockets();
app.Run(async context =>
{
    if (!context.WebSockets.IsWebSocketRequest)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return;
    }
    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    var room = context.Request.Query["room"].ToString();
    var member = new Member(socket);
    await (context.Request.Path.Value switch
    {
        "/arena" => PlayAsync(arenas.GetOrAdd(room, static name => new(name)), member),
        "/chat" => ChatAsync(chats.GetOrAdd(room, static _ => new()), member),
        _ => ReadAsync(socket, static _ => { }),
    });
});
await app.StartAsync();
await Task.WhenAny(ArenaTick.RunAsync(PublishAsync, app.Lifetime.ApplicationStopping), app.WaitForShutdownAsync());

static async Task PlayAsync(Arena<Member> arena, Member member)
{
    var body = arena.Join(member);
    await member.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { type = "connected", clientId = body.Id }));
    await ReadAsync(member.Socket, message =>
    {
        var input = message.GetProperty("input");
        var movement = input.GetProperty("movement");
        arena.Input(body, input.GetProperty("sequenceNumber").GetInt64(), movement.GetProperty("x").GetDouble(), movement.GetProperty("y").GetDouble());
    });
    arena.Leave(member);
}

static async Task ChatAsync(ConcurrentDictionary<Member, Member> members, Member member)
{
    members[member] = member;
    await ReadAsync(member.Socket, message =>
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new { type = "said", text = message.GetProperty("text").GetString() });
        foreach (var (each, _) in members)
            _ = each.SendAsync(line);
    });
    members.TryRemove(member, out _);
}

static async Task ReadAsync(WebSocket socket, Action<JsonElement> received)
{
    var buffer = new byte[1024];
    try
    {
        while (await socket.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: not WebSocketMessageType.Close, EndOfMessage: true } got)
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, got.Count));
            received(document.RootElement);
        }
    }
    catch (WebSocketException)
    {
    }
}

Task PublishAsync()
{
    foreach (var (_, arena) in arenas)
    {
        lock (arena.Gate)
        {
            arena.StepNeedsGate();
            ReadOnlyMemory<byte> state = StateJson.Encode(arena.BodiesNeedsGate.Values);
            foreach (var member in arena.BodiesNeedsGate.Keys)
                member.Latest(state);
        }
    }
    return Task.CompletedTask;
}
